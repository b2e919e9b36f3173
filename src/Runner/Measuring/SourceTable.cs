using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;
using Nocturne.Core.Tables;

namespace Nocturne.Runner.Measuring;

/// <summary>The table of sources that the user gave.</summary>
sealed class SourceTable
{
    readonly string path;

    /// <param name="path">The file.</param>
    /// <param name="xName">Column of x.</param>
    /// <param name="yName">Column of y.</param>
    /// <param name="origin">What the first pixel is called: 0, or 1 as FITS does.</param>
    /// <exception cref="CommandException">It is no table, or has no positions.</exception>
    public SourceTable(string path, string xName, string yName, int origin)
    {
        if (origin is not (0 or 1)) throw new CommandException(ExitCode.Usage, $"--origin is {origin} but must be 0 or 1, the number of the first pixel.");
        this.path = path;
        Table = InputFiles.Table(path);
        X = Positions(xName, origin);
        Y = Positions(yName, origin);
        Flags = Find("flags") is null ? new double[X.Length] : Numbers("flags");
    }

    public Table Table { get; }

    public double[] X { get; }

    public double[] Y { get; }

    public int Count => X.Length;

    double[] Flags { get; }

    public SourcePosition[] Sources => [.. X.Select((x, i) => new SourcePosition(x, Y[i], (QualityFlag)(double.IsFinite(Flags[i]) ? (int)Flags[i] : 0)))];

    public TableColumn? Find(string name) => Table.Find(name);

    /// <summary>A column of numbers.</summary>
    /// <exception cref="CommandException">There is none of that name.</exception>
    public double[] Numbers(string name)
    {
        var column = Find(name)
            ?? throw new CommandException(ExitCode.UnusableInput, $"{path}: there is no column '{name}'; it has {string.Join(", ", Table.Columns.Select(other => other.Name))}.");

        // A table without rows does not tell what its columns hold.
        if (column.Count == 0) return [];
        try
        {
            return column.ToDoubles();
        }
        catch (InvalidOperationException fault)
        {
            throw new CommandException(ExitCode.UnusableInput, $"{path}: column '{name}' holds texts where numbers are asked for.", fault);
        }
    }

    double[] Positions(string name, int origin)
    {
        var numbers = Numbers(name);
        if (Find(name)!.Unit is { } unit && !unit.StartsWith("pix", StringComparison.OrdinalIgnoreCase))
            throw new CommandException(ExitCode.UnusableInput, $"{path}: column '{name}' is in '{unit}', but positions are wanted in pixels.");
        return origin == 0 ? numbers : Array.ConvertAll(numbers, number => number - origin);
    }
}

namespace Nocturne.Streams.Export;

/// <summary>The rows of one CCD of a HiPERCAM log.</summary>
/// <param name="Label">Name of the CCD.</param>
/// <param name="Columns">Names of the columns after the CCD: nframe, MJD, MJDok, Exptim, mfwhm, mbeta, then sixteen per aperture.</param>
/// <param name="Types">Their types, as numpy writes them.</param>
/// <param name="Rows">The numbers, row by row.</param>
public sealed record HipercamCcd(string Label, IReadOnlyList<string> Columns, IReadOnlyList<string> Types, IReadOnlyList<double[]> Rows)
{
    /// <summary>Names of the apertures, in order.</summary>
    public IEnumerable<string> Apertures => Columns.Where(name => name.StartsWith("counts_", StringComparison.Ordinal)).Select(name => name["counts_".Length..]);

    /// <summary>One column.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public double[] Column(string name)
    {
        var index = -1;
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i] == name) index = i;
        return index >= 0 ? [.. Rows.Select(row => row[index])] : throw new ArgumentException($"CCD {Label} has no column '{name}'.", nameof(name));
    }
}

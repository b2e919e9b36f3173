using System.Globalization;

namespace Nocturne.Streams.Export;

/// <summary>The log of HiPERCAM's <c>reduce</c>: comments with the configuration and the grammar of the columns, then a line per exposure and CCD.</summary>
/// <param name="Comments">The lines before the definition of the columns, without the mark, to be read by people.</param>
/// <param name="Ccds">The CCDs, in the order of their definitions.</param>
public sealed record HipercamLog(IReadOnlyList<string> Comments, IReadOnlyList<HipercamCcd> Ccds)
{
    const string NamesStart = "Start of column name definitions", NamesEnd = "End of column name definitions";
    const string TypesStart = "Start of data type definitions", TypesEnd = "End of data type definitions";

    /// <summary>Items of an aperture, and how their numbers are written.</summary>
    static readonly Dictionary<string, string> Formats = new[]
    {
        ("nframe", "F0"), ("MJD", "F14"), ("MJDok", "F0"), ("Exptim", "G8"), ("mfwhm", "F2"), ("mbeta", "F2"),
        ("x", "F4"), ("xe", "F4"), ("y", "F4"), ("ye", "F4"), ("fwhm", "F3"), ("fwhme", "F3"), ("beta", "F3"), ("betae", "F3"),
        ("counts", "F1"), ("countse", "F1"), ("sky", "F2"), ("skye", "F2"), ("nsky", "F0"), ("nrej", "F0"), ("cmax", "F0"), ("flag", "F0"),
    }.ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>Reads a log.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static HipercamLog Read(string path) => Parse(File.ReadLines(path), path);

    /// <summary>Reads the lines of a log.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static HipercamLog Parse(IEnumerable<string> lines, string name)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var comments = new List<string>();
        var columns = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var types = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var rows = new Dictionary<string, List<double[]>>(StringComparer.Ordinal);
        var section = comments;
        Dictionary<string, string[]>? definitions = null;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.StartsWith('#'))
            {
                var text = line.Length > 1 && line[1] == ' ' ? line[2..] : line[1..];
                if (text.StartsWith(NamesStart, StringComparison.Ordinal)) (definitions, section) = (columns, null);
                else if (text.StartsWith(TypesStart, StringComparison.Ordinal)) definitions = types;
                else if (text.StartsWith(NamesEnd, StringComparison.Ordinal) || text.StartsWith(TypesEnd, StringComparison.Ordinal)) definitions = null;
                else if (definitions is not null && text.Split(" = ", 2) is [var label, var items]) definitions[label.Trim()] = [.. items.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
                else section?.Add(text);
                continue;
            }

            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length == 0) continue;
            if (!columns.TryGetValue(cells[0], out var defined)) throw Fault(name, number, $"CCD '{cells[0]}' is not among the column definitions");
            if (cells.Length != defined.Length + 1) throw Fault(name, number, $"{cells.Length} values where {defined.Length + 1} are defined: is the log still being written?");
            var row = new double[defined.Length];
            for (var i = 0; i < row.Length; i++)
            {
                if (!double.TryParse(cells[i + 1], CultureInfo.InvariantCulture, out row[i])) throw Fault(name, number, $"'{cells[i + 1]}' is not a number");
            }

            if (!rows.TryGetValue(cells[0], out var ofCcd)) rows[cells[0]] = ofCcd = [];
            ofCcd.Add(row);
        }

        if (columns.Count == 0) throw new FormatException($"{name}: this is not a HiPERCAM log: it defines no columns.");
        return new(comments, [.. columns.Select(pair => new HipercamCcd(pair.Key, pair.Value, types.GetValueOrDefault(pair.Key) ?? TypesOf(pair.Value), rows.GetValueOrDefault(pair.Key) ?? []))]);
    }

    /// <summary>Writes the log, rows of all CCDs in the order of their exposures.</summary>
    /// <exception cref="Store.StoreException">The disk is full or refuses.</exception>
    public void Write(string path) => TextFile.Write(path, Lines());

    /// <summary>The lines of the log.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var comment in Comments) yield return Commented(comment);
        yield return $"# {NamesStart}:";
        yield return "#";
        foreach (var ccd in Ccds) yield return $"# {ccd.Label} = CCD {string.Join(' ', ccd.Columns)}";
        yield return "#";
        yield return $"# {NamesEnd}";
        yield return "#";
        yield return "# Now follow a similar series of datatypes which are designed to be used to";
        yield return "# build a numpy.dtype for each CCD to allow them to read into numpy structured";
        yield return "# arrays.";
        yield return "#";
        yield return $"# {TypesStart}:";
        yield return "#";
        foreach (var ccd in Ccds) yield return $"# {ccd.Label} = s {string.Join(' ', ccd.Types)}";
        yield return "#";
        yield return $"# {TypesEnd}";
        yield return "#";
        var places = Ccds.Select(ccd => (Ccd: ccd, Formats: ccd.Columns.Select(FormatOf).ToArray(), Time: IndexOf(ccd.Columns, "MJD"))).ToArray();
        var rows = places.SelectMany((place, order) => place.Ccd.Rows.Select(row => (Place: place, Order: order, Row: row)));
        foreach (var (place, _, row) in places.Length == 1 ? rows : rows.OrderBy(item => item.Place.Time < 0 ? 0 : item.Row[item.Place.Time]).ThenBy(item => item.Order))
            yield return $"{place.Ccd.Label} {string.Join(' ', row.Select((value, i) => Text(value, place.Formats[i])))} ";
    }

    /// <summary>The numpy type of each column.</summary>
    internal static string[] TypesOf(IEnumerable<string> columns) => [.. columns.Select(column => Item(column) switch
    {
        "nframe" or "nsky" or "nrej" or "cmax" => "i4",
        "MJD" => "f8",
        "MJDok" => "?",
        "flag" => "u4",
        _ => "f4",
    })];

    static string Commented(string text) => text.Length == 0 ? "#" : $"# {text}";

    static string FormatOf(string column) => Formats.GetValueOrDefault(Item(column), "G8");

    static string Item(string column) => Formats.ContainsKey(column) ? column : column.Split('_', 2)[0];

    static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
            if (columns[i] == name) return i;
        return -1;
    }

    static string Text(double value, string format) => double.IsNaN(value) ? "nan" : value.ToString(format, CultureInfo.InvariantCulture);

    static FormatException Fault(string name, int line, string what) => new($"{name}:{line}: {what}.");
}

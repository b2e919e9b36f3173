using System.Globalization;

namespace Nocturne.Streams.Export;

/// <summary>The AAVSO Extended File Format, version 1.2: six parameters, then fifteen fields a line.</summary>
public static class AavsoReport
{
    /// <summary>Letters for filters that cameras name in their own ways.</summary>
    static readonly Dictionary<string, string> Codes = new[]
    {
        ("u", "SU"), ("g", "SG"), ("r", "SR"), ("i", "SI"), ("z", "SZ"), ("zs", "SZ"), ("ha", "HA"), ("halpha", "HA"),
        ("clear", "CV"), ("c", "CV"), ("l", "CV"), ("lum", "CV"), ("luminance", "CV"), ("open", "CV"),
    }.ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>The AAVSO's code of a filter: Sloan's for lower-case ugriz in all their spellings, Johnson's and Cousins' for upper-case UBVRI, O for all it does not know.</summary>
    public static string FilterCode(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter is "U" or "B" or "V" or "R" or "I" or "J" or "H" or "K") return filter;
        foreach (var system in new[] { "sdss", "sloan", "ps1" })
            if (filter.StartsWith(system, StringComparison.OrdinalIgnoreCase)) filter = filter[system.Length..].TrimStart('-', '_', ' ', '.');
        return Codes.GetValueOrDefault(filter) ?? Codes.GetValueOrDefault(filter.TrimEnd('\'', 'p'), "O");
    }

    /// <summary>Writes a report.</summary>
    /// <param name="path">The file; the AAVSO takes .txt, .csv and .tsv.</param>
    /// <param name="program">Name and version of the program.</param>
    /// <param name="options">What it says beside the numbers.</param>
    /// <param name="points">The points; those that are no numbers are left out.</param>
    /// <exception cref="Store.StoreException">The disk is full or refuses.</exception>
    public static void Write(string path, string program, AavsoOptions options, IEnumerable<AavsoPoint> points)
    {
        ArgumentNullException.ThrowIfNull(options);
        TextFile.Write(path, [
            "#TYPE=Extended",
            $"#OBSCODE={Clean(options.Observer, 20)}",
            $"#SOFTWARE={Clean(program, 255)}",
            "#DELIM=,",
            "#DATE=JD",
            "#OBSTYPE=CCD",
            "#NAME,DATE,MAG,MERR,FILT,TRANS,MTYPE,CNAME,CMAG,KNAME,KMAG,AMASS,GROUP,CHART,NOTES",
            .. points.Where(point => double.IsFinite(point.Magnitude) && double.IsFinite(point.JulianDate)).Select(point => Line(point, options))]);
    }

    static string Line(AavsoPoint point, AavsoOptions options) => string.Join(',',
        Clean(options.Star, 30),
        Number(point.JulianDate, "F6"),
        Number(point.Magnitude, "F4"),
        Number(point.Error, "F4"),
        options.Filter,
        "NO",
        options.IsStandard ? "STD" : "DIF",
        Clean(options.Comparison, 20),
        options.ComparisonMagnitude is { } magnitude ? Number(magnitude, "F3") : "na",
        options.Check is { } check ? Clean(check, 20) : "na",
        options.Check is null ? "na" : Number(point.CheckMagnitude, "F3"),
        Number(point.Airmass, "F3"),
        "na",
        options.Chart is { } chart ? Clean(chart, 20) : "na",
        options.Notes is { } notes ? Clean(notes, 100) : "na");

    static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "na";

    /// <summary>Text that cannot be taken for another field or line.</summary>
    static string Clean(string text, int length)
    {
        var clean = string.Concat(text.Select(letter => letter is ',' or '#' || char.IsControl(letter) ? ' ' : letter)).Trim();
        return clean.Length == 0 ? "na" : clean[..Math.Min(length, clean.Length)];
    }
}

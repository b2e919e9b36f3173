using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Asdf;

/// <summary>Reads time nodes (<c>time/time</c>, any 1.x): a text, or a mapping with value, format and scale.</summary>
public static class AsdfTime
{
    static readonly Mjd UnixEpoch = new(40587, 0);

    /// <summary>The date of a node in its own scale (UTC unless the node says otherwise), or null when it is in a form that is not known.</summary>
    public static Mjd? Read(YamlNode? node, out string scale)
    {
        scale = "utc";
        if (node is null) return null;
        if (node is not YamlMapping mapping) return node.Text is { } text ? FromText(text) : null;
        scale = mapping.Find("scale")?.Text ?? "utc";
        var value = mapping.Find("value");
        var format = mapping.Find("format")?.Text ?? mapping.Find("base_format")?.Text;
        if (value is null) return null;
        if (!value.TryGetDouble(out var number)) return value.Text is { } iso ? FromText(iso) : null;
        if (!double.IsFinite(number) || Math.Abs(number) > 1e12) return null;
        return format switch
        {
            "mjd" when Math.Abs(number) < 1e8 => Mjd.FromDouble(number),
            "jd" when Math.Abs(number) < 1e8 => Mjd.FromDouble(number - 2400000.5),
            "unix" => UnixEpoch.AddSeconds(number),
            "jyear" when Math.Abs(number) < 1e5 => Mjd.FromDouble(51544.5 + ((number - 2000) * 365.25)),
            "byear" when Math.Abs(number) < 1e5 => Mjd.FromDouble(15019.81352 + ((number - 1900) * 365.242198781)),
            _ => null,
        };
    }

    static Mjd? FromText(string text)
    {
        if (text.Length > 1 && text[0] is 'J' or 'B' && double.TryParse(text[1..], NumberStyles.Float, CultureInfo.InvariantCulture, out var year) && Math.Abs(year) < 1e5)
            return Mjd.FromDouble(text[0] == 'J' ? 51544.5 + ((year - 2000) * 365.25) : 15019.81352 + ((year - 1900) * 365.242198781));
        var parts = text.TrimEnd('Z').Split(':', 'T', ' ');
        if (DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return TimeOfDay(parts.AsSpan(1)) is { } seconds ? Mjd.FromCalendar(date, seconds) : null;

        // Year and day of the year: 2026:274:00:00:00.
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var y) || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var day)) return null;
        if (y is < 1 or > 9999 || day is < 1 or > 366) return null;
        return TimeOfDay(parts.AsSpan(2)) is { } rest ? Mjd.FromCalendar(new DateOnly(y, 1, 1), ((day - 1) * 86400.0) + rest) : null;
    }

    static double? TimeOfDay(ReadOnlySpan<string> parts)
    {
        if (parts.Length > 3) return null;
        double seconds = 0, unit = 3600;
        foreach (var part in parts)
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
            seconds += value * unit;
            unit /= 60;
        }

        return seconds;
    }
}

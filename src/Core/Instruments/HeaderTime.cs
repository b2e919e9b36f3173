using System.Globalization;
using System.Text.RegularExpressions;

namespace Nocturne.Core.Instruments;

/// <summary>A date, a time of day, or both, as a header writes them.</summary>
/// <param name="Date">The calendar day; null if only a time of day is given.</param>
/// <param name="SecondsOfDay">The time of day [seconds], 86400 for 24:00:00; null if only a date is given.</param>
/// <param name="ResolutionSeconds">What the last digit stands for [seconds].</param>
/// <param name="UtcOffsetSeconds">How far the time is ahead of UTC by its own zone [seconds]; null without a zone.</param>
public readonly partial record struct HeaderTime(DateOnly? Date, double? SecondsOfDay, double ResolutionSeconds, double? UtcOffsetSeconds)
{
    /// <summary>Years of two digits from this one on are of the last century, by the standard; before it there were no detectors, and a program has
    /// kept the old form.</summary>
    const int FirstYear = 45;

    const string DatePattern =
        "(?:(?<y>[0-9]{4})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})|(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})|(?<d>[0-9]{1,2})/(?<m>[0-9]{1,2})/(?<y>[0-9]{4}|[0-9]{2}))";

    const string ZonePattern = @"(?:\s*(?<zone>[+-][0-9]{2}(?::?[0-9]{2})?|\(?[A-Za-z]{1,4}\)?))?";

    const string TimePattern = "(?<h>[0-9]{1,2})[:h](?<mi>[0-9]{1,2})(?:[:m](?<s>[0-9]{1,2}(?:[.,][0-9]*)?))?s?" + ZonePattern;

    const string CompactPattern = @"(?<h>[0-9]{2})(?<mi>[0-9]{2})(?<s>[0-9]{2}(?:\.[0-9]*)?)" + ZonePattern;

    /// <summary>Hours ahead of UTC of the zone names that cameras and their computers write; CST is left out, because it means two places.</summary>
    static readonly Dictionary<string, double> Zones = new (double Hours, string Names)[]
    {
        (-10, "HST"), (-9, "AKST"), (-8, "PST AKDT"), (-7, "MST PDT"), (-6, "MDT"), (-5, "EST CDT"), (-4, "EDT CLT"), (-3, "CLST BRT"),
        (0, "Z UT UTC GMT WET"), (1, "CET WEST"), (2, "EET CEST SAST"), (3, "MSK EEST"),
        (8, "AWST"), (9, "JST KST"), (10, "AEST"), (11, "AEDT"), (12, "NZST"), (13, "NZDT"),
    }.SelectMany(zone => zone.Names.Split(' '), (zone, name) => (name, zone.Hours)).ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads <c>2024-01-01T05:42:36.3</c>, with a blank for the T, with a zone behind it (Z, -07:00, MST), <c>20240101</c>,
    /// <c>2024/01/01</c>, the form <c>DD/MM/YY</c> of the last century, or a time of day alone; 24:00:00 and a second 60 occur.</summary>
    /// <returns>Whether the text is a date or a time that can be.</returns>
    public static bool TryParse(string text, out HeaderTime time)
    {
        time = default;
        var match = Calendar().Match(text);
        if (!match.Success || !(match.Groups["y"].Success || match.Groups["h"].Success)) return false;
        DateOnly? date = null;
        if (match.Groups["y"].Success && (date = DateOf(match)) is null) return false;
        if (!match.Groups["h"].Success)
        {
            time = new(date, null, 86400, null);
            return !match.Groups["zone"].Success;
        }

        var seconds = match.Groups["s"];
        var second = seconds.Success ? double.Parse(seconds.Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture) : 0;
        var (hour, minute) = (Whole(match, "h"), Whole(match, "mi"));
        var ofDay = (((hour * 60) + minute) * 60) + second;
        if (minute > 59 || second >= 61 || hour > 24 || (hour == 24 && ofDay > 86400)) return false;
        double? offset = null;
        if (match.Groups["zone"].Success && (offset = OffsetOf(match.Groups["zone"].Value)) is null) return false;
        time = new(date, ofDay, Resolution(seconds), offset);
        return true;
    }

    /// <summary>What the last decimal of a number stands for, in units of the number: 0.001 for "60000.123".</summary>
    public static double ResolutionOf(string number)
    {
        var exponent = number.IndexOfAny(['e', 'E']);
        var mantissa = exponent < 0 ? number : number[..exponent];
        var power = 0;
        if (exponent >= 0) _ = int.TryParse(number.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        return Math.Pow(10, power - (point < 0 ? 0 : mantissa.Length - point - 1));
    }

    static double Resolution(Group seconds)
    {
        if (!seconds.Success) return 60;
        var point = seconds.Value.IndexOfAny(['.', ',']);
        return point < 0 ? 1 : Math.Pow(10, -(seconds.Length - point - 1));
    }

    static DateOnly? DateOf(Match match)
    {
        var (year, month, day) = (Whole(match, "y"), Whole(match, "m"), Whole(match, "d"));
        if (match.Groups["y"].Length == 2) year += year < FirstYear ? 2000 : 1900;
        if (month > 12 && day <= 12 && match.Groups["y"].Index > match.Groups["m"].Index) (month, day) = (day, month);
        return year is > 1800 and < 2200 && month is > 0 and < 13 && day > 0 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;
    }

    static double? OffsetOf(string zone)
    {
        if (Zones.TryGetValue(zone.Trim('(', ')'), out var hours)) return hours * 3600;
        var digits = zone.Replace(":", "", StringComparison.Ordinal);
        if (digits[0] is not ('+' or '-')) return null;
        var value = int.Parse(digits.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
        var (hour, minute) = digits.Length > 3 ? (value / 100, value % 100) : (value, 0);
        return hour > 14 || minute > 59 ? null : (digits[0] == '-' ? -60 : 60) * ((hour * 60) + minute);
    }

    static int Whole(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex($@"\A\s*(?:{DatePattern}T?|(?:{DatePattern}[T\s_]\s*)?{TimePattern}|{DatePattern}T{CompactPattern})\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Calendar();
}

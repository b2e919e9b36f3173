using System.Globalization;
using System.Text.RegularExpressions;

namespace Nocturne.Core.Instruments;

/// <summary>Angles as headers write them: "18:19:21.6", "-25 24 25", "05h34m32s", "12.5".</summary>
public static partial class HeaderAngle
{
    /// <summary>Reads an angle.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number, or the sexagesimal value in units of its first part.</param>
    /// <param name="isSexagesimal">Whether it was written in parts.</param>
    /// <returns>Whether the text is an angle.</returns>
    public static bool TryParse(string text, out double value, out bool isSexagesimal)
    {
        isSexagesimal = false;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return double.IsFinite(value);
        var match = Sexagesimal().Match(text);
        if (!match.Success) return false;
        isSexagesimal = true;
        var minutes = Part(match, 3);
        var seconds = match.Groups[4].Success ? Part(match, 4) : 0;
        value = Part(match, 2) + (minutes / 60) + (seconds / 3600);
        if (match.Groups[1].Value == "-") value = -value;
        return minutes < 60 && seconds <= 60;
    }

    static double Part(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A\s*([+-]?)\s*([0-9]{1,3})\s*[:\shHdD°]\s*([0-9]{1,2}(?:\.[0-9]*)?)\s*(?:[:\smM']\s*([0-9]{1,2}(?:\.[0-9]*)?)?\s*[sS""]?)?\s*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Sexagesimal();
}

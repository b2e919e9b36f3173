using System.Globalization;
using System.Text.RegularExpressions;

namespace Nocturne.Runner.Hocon;

/// <summary>Numbers by the rules of JSON.</summary>
static partial class HoconNumber
{
    public static bool IsJsonNumber(string text) => JsonNumber().IsMatch(text);

    /// <summary>The value of a number, in the invariant culture.</summary>
    public static bool TryParse(string text, out double value)
    {
        value = double.NaN;
        text = text.Trim();
        return IsJsonNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}

namespace Nocturne.Runner.Hocon;

/// <summary>The common form of values with units: a number, white space if wanted, and a unit of letters.</summary>
static class HoconUnits
{
    /// <exception cref="FormatException">There is no number; the message completes a sentence that begins with the name of the setting.</exception>
    public static (double Number, string Unit) Split(string text, string expected)
    {
        var trimmed = text.Trim();
        var end = trimmed.Length;
        while (end > 0 && char.IsLetter(trimmed[end - 1])) end--;
        return HoconNumber.TryParse(trimmed[..end], out var number) ? (number, trimmed[end..])
            : throw new FormatException($"must be {expected} but is '{text}'");
    }
}

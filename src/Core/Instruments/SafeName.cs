using System.Text;

namespace Nocturne.Core.Instruments;

/// <summary>Makes names of header texts that are safe in file names, tables and web pages on every system.</summary>
public static class SafeName
{
    const int Longest = 24;

    /// <summary>The text without primes, with everything but letters, digits, dot, underscore and plus turned into single hyphens: "g'" is "g",
    /// "SDSS r" is "SDSS-r".</summary>
    /// <returns>Null if nothing is left.</returns>
    public static string? From(string text)
    {
        var name = new StringBuilder();
        foreach (var c in text.Trim())
        {
            if (c is '\'' or '"' or '`' or '\u2032' or '\u2019') continue;
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '+' or '.') name.Append(c);
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        }
        var cut = name.ToString(0, Math.Min(name.Length, Longest)).Trim('-', '.');
        return cut.Length == 0 ? null : cut;
    }
}

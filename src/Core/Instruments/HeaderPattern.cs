using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Instruments;

/// <summary>Patterns of dialects: simple ones with <c>*</c> for headers, regular expressions for names and values.</summary>
static class HeaderPattern
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    static readonly ConcurrentDictionary<string, Regex> Known = new(StringComparer.Ordinal);

    /// <summary>Whether all keywords of a header fit their patterns.</summary>
    public static bool Holds(IReadOnlyDictionary<string, string> patterns, FitsHeader header, FitsHeader? primary)
    {
        foreach (var (key, pattern) in patterns)
        {
            var fits = key is "COMMENT" or "HISTORY"
                ? header.GetCommentary(key).Any(text => Fits(text, pattern))
                : (header.GetString(key) ?? primary?.GetString(key)) is { } value ? pattern.Length > 0 && Fits(value.Trim(), pattern) : pattern.Length == 0;
            if (!fits) return false;
        }
        return true;
    }

    /// <summary>Whether a text fits a pattern in which <c>*</c> stands for any text; upper and lower case are the same.</summary>
    public static bool Fits(string text, string pattern)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1) return text.Equals(pattern, StringComparison.OrdinalIgnoreCase);
        if (!text.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase)) return false;
        var at = parts[0].Length;
        foreach (var part in parts.AsSpan(1, parts.Length - 2))
        {
            var found = text.IndexOf(part, at, StringComparison.OrdinalIgnoreCase);
            if (found < 0) return false;
            at = found + part.Length;
        }
        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The first group of a regular expression, or the whole match if it has none; null if the text does not match.</summary>
    /// <exception cref="ArgumentException">The expression is not one.</exception>
    public static string? FirstGroup(string expression, string text)
    {
        try
        {
            var match = Expression(expression).Match(text);
            return match.Success ? match.Groups[match.Groups.Count > 1 ? 1 : 0].Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <exception cref="ArgumentException">The expression is not one.</exception>
    public static Regex Expression(string expression) =>
        Known.GetOrAdd(expression, static text => new(text, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience));
}

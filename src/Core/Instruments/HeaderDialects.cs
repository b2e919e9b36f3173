using Nocturne.Core.Fits;

namespace Nocturne.Core.Instruments;

/// <summary>Recognises the dialect of a header.</summary>
public static class HeaderDialects
{
    /// <summary>The first dialect, in the order given, that has a rule which the header fits.</summary>
    /// <returns>Null if none fits.</returns>
    public static HeaderDialect? Recognise(IEnumerable<HeaderDialect> dialects, FitsHeader header, FitsHeader? primary = null) =>
        dialects.FirstOrDefault(dialect => dialect.Match.Any(rule => HeaderPattern.Holds(rule, header, primary)));

    /// <summary>Checks the regular expressions of a dialect.</summary>
    /// <returns>A sentence about the first that is none; null if all are sound.</returns>
    public static string? FaultOf(HeaderDialect dialect)
    {
        foreach (var rule in dialect.Camera.Concat(dialect.Filter).Concat(dialect.Kind).Concat(dialect.Object))
        {
            foreach (var expression in new[] { rule.FileName, rule.Pattern })
            {
                if (expression is null) continue;
                try
                {
                    HeaderPattern.Expression(expression);
                }
                catch (ArgumentException fault)
                {
                    return $"'{expression}' is not a regular expression: {fault.Message}";
                }
            }
        }
        return null;
    }
}

namespace Nocturne.TestKit;

/// <summary>The sentence that a skipped test shows.</summary>
static class ReferenceSkip
{
    public static string Reason(string[] parts) =>
        $"needs the reference data{(parts.Length > 0 ? " '" + string.Join('/', parts) + "'" : "")}: set NOCTURNE_REFERENCE to their folder";
}

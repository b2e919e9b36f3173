namespace Nocturne.Runner.Hocon;

/// <summary>Finds what a misspelt word was meant to be.</summary>
public static class Spelling
{
    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into another.</summary>
    public static int Distance(string first, string second)
    {
        var rows = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= second.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= first.Length; i++)
        {
            for (var j = 1; j <= second.Length; j++)
            {
                var cost = first[i - 1] == second[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[first.Length, second.Length];
    }

    /// <summary>The nearest of several words; null if none is near: at most half of its letters, or two, may differ.</summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        if (word.Length > 100) return null;
        var best = words
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate)))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        if (best.Candidate is null) return null;
        var longer = Math.Max(word.Length, best.Candidate.Length);
        return best.Distance <= Math.Max(2, (longer + 1) / 2) && best.Distance < longer ? best.Candidate : null;
    }
}

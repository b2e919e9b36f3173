namespace Nocturne.Conformance.Roman;

/// <summary>Runs cases and keeps their results.</summary>
sealed class CaseReport
{
    readonly List<CaseResult> results = [];

    public IReadOnlyList<CaseResult> Results => results;

    /// <summary>Runs one case; it passes when its check finds nothing and throws nothing.</summary>
    public void Run(string name, Action<CaseCheck> run)
    {
        var check = new CaseCheck();
        try
        {
            run(check);
        }
        catch (Exception error)
        {
            check.Problem($"{error.GetType().Name}: {error.Message}");
        }

        var more = check.Problems.Count > 1 ? $" (and {check.Problems.Count - 1} more)" : "";
        results.Add(new(name, check.Problems.Count == 0, check.Problems.Count == 0 ? string.Join("; ", check.Notes) : check.Problems[0] + more));
    }
}

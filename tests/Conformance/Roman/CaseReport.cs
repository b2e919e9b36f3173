namespace Nocturne.Conformance.Roman;

/// <summary>Runs cases and prints one line for each.</summary>
sealed class CaseReport(TextWriter output)
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

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

        if (check.Problems.Count == 0)
        {
            Passed++;
            output.WriteLine($"pass  {name}{(check.Notes.Count > 0 ? "  (" + string.Join("; ", check.Notes) + ")" : "")}");
        }
        else
        {
            Failed++;
            output.WriteLine($"FAIL  {name}: {check.Problems[0]}{(check.Problems.Count > 1 ? $" (and {check.Problems.Count - 1} more)" : "")}");
        }
    }
}

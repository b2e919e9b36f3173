namespace Nocturne.Conformance;

/// <summary>What came out of one case.</summary>
/// <param name="Name">The case: usually the file that holds the expected values.</param>
/// <param name="Passed">Everything lay within its tolerance.</param>
/// <param name="Detail">The worst deviation and its tolerance, or the sentence that says why there is none.</param>
public sealed record CaseResult(string Name, bool Passed, string Detail)
{
    /// <summary>A case that could not be run, which counts as failed.</summary>
    public static CaseResult Failed(string name, string sentence) => new(name, false, sentence);

    public override string ToString() => $"{(Passed ? "ok  " : "FAIL")}  {Name,-36}  {Detail}";
}

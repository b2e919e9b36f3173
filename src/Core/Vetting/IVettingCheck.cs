namespace Nocturne.Core.Vetting;

/// <summary>One check of a candidate. A further check is a further class that implements this, and one line in <see cref="VettingChecks"/>.</summary>
/// <remarks>A check is a pure function of its input and its own options: it keeps nothing between runs.</remarks>
public interface IVettingCheck
{
    /// <summary>The check, as the reference implementation numbers it: V10, V20, ….</summary>
    string Id { get; }

    /// <summary>The check, in words.</summary>
    string Name { get; }

    /// <summary>Runs the check. What is missing or makes no sense is a result with a flag, not an exception.</summary>
    VettingResult Run(VettingInput input);

    /// <summary>What several sectors say together; empty if there is nothing to say.</summary>
    /// <param name="sectors">Results of this check, one for each sector.</param>
    IReadOnlyDictionary<string, MetricValue> Summarise(IReadOnlyList<VettingResult> sectors);
}

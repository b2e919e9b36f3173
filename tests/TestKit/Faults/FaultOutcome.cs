namespace Nocturne.TestKit.Faults;

/// <summary>What came of the faults that one seed decides.</summary>
/// <param name="Faults">How many there were: kills, mutants, slow writers.</param>
/// <param name="Worst">The worst of what the kind measures.</param>
/// <param name="Failure">What went wrong, in a sentence; null when nothing did.</param>
/// <param name="Among">How many of the faults were of which sort, where a kind has several; null where it has one.</param>
public sealed record FaultOutcome(int Faults, double Worst, string? Failure = null, IReadOnlyDictionary<string, int>? Among = null);

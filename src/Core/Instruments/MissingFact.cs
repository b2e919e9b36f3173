namespace Nocturne.Core.Instruments;

/// <summary>Something a header should have said and did not.</summary>
/// <param name="Fact">Which fact: "time", "filter", "exposure", "gain", "read noise", "position" or "site".</param>
/// <param name="Sentence">What was looked for, for an observer.</param>
public sealed record MissingFact(string Fact, string Sentence);

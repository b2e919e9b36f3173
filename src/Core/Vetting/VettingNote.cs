namespace Nocturne.Core.Vetting;

/// <summary>A remark on a result.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Sentence">For people.</param>
public sealed record VettingNote(string Code, string Sentence);

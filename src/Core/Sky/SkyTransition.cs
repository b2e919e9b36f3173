namespace Nocturne.Core.Sky;

/// <summary>A camera's sky went from one state to another.</summary>
/// <param name="From">The state before.</param>
/// <param name="To">The state from this frame on.</param>
/// <param name="Sentence">What was seen, for an observer.</param>
public sealed record SkyTransition(SkyState From, SkyState To, string Sentence);

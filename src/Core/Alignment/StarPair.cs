namespace Nocturne.Core.Alignment;

/// <summary>A star of the reference and the same star in a frame.</summary>
public readonly record struct StarPair(Star Reference, Star Frame);

using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>Published when frames have become durable: with their rows, or with the reason why they have none.</summary>
/// <param name="Outcomes">The frames.</param>
public sealed record FramesStored(IReadOnlyList<FrameOutcome> Outcomes);

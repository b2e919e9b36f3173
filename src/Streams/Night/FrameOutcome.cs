using Nocturne.Core.Sky;

namespace Nocturne.Streams.Night;

/// <summary>A frame's ledger row and its measurements: what the store writes in one transaction.</summary>
/// <param name="Frame">The ledger row.</param>
/// <param name="Measurements">The measurements; empty unless the frame was measured.</param>
public sealed record FrameOutcome(FrameRecord Frame, IReadOnlyList<SourceMeasurement> Measurements)
{
    /// <summary>Pixels round the sources for which they are kept.</summary>
    public IReadOnlyList<SourceStamp> Stamps { get; init; } = [];

    /// <summary>The change of the sky's state with this frame; null when there is none.</summary>
    public SkyTransition? SkyTransition { get; init; }

    /// <summary>How long the stages took; null when the frame did not pass them.</summary>
    public StageTimes? Times { get; init; }
}

using Nocturne.Core.Background;
using Nocturne.Core.Quality;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>A frame on its way through the stages: each returns it with more known about it. Whoever holds it last disposes it, which returns its pixels to the pool.</summary>
public sealed record NightFrame : IDisposable
{
    public required FrameDescriptor Descriptor { get; init; }

    /// <summary>The ledger row as far as it is known.</summary>
    public required FrameRecord Record { get; init; }

    /// <summary>Calibrated pixels; null before the first stage and when the frame is not usable.</summary>
    public FrameLease? Pixels { get; init; }

    public BackgroundMesh? Background { get; init; }

    /// <summary>What is known against all measurements of this frame.</summary>
    public QualityFlag Flags { get; init; }

    /// <summary>Measurements so far.</summary>
    public IReadOnlyList<SourceMeasurement> Measurements { get; init; } = [];

    /// <summary>Pixels round the sources for which they are kept.</summary>
    public IReadOnlyList<SourceStamp> Stamps { get; init; } = [];

    /// <summary>The change of the sky's state with this frame; null when there is none.</summary>
    public SkyTransition? SkyTransition { get; init; }

    /// <summary>How long the stages have worked on the frame.</summary>
    public StageTimes Times { get; init; } = new();

    /// <summary>Whether the frame still takes part; what was rejected or not aligned only travels on to the ledger.</summary>
    public bool IsUsable => Record.State == FrameState.Measured;

    /// <summary>What the store keeps.</summary>
    public FrameOutcome Outcome => new(Record, Measurements) { Stamps = Stamps, SkyTransition = SkyTransition, Times = Times };

    /// <summary>The frame with its fate sealed: not usable, for a reason.</summary>
    public NightFrame Refused(FrameState state, FrameFault fault, string reason) =>
        this with { Record = Record with { State = state, Fault = fault, Reason = reason } };

    public void Dispose() => Pixels?.Dispose();
}

using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>What is to be noted of files that were read: one transaction. A frame that is known from another file has moved to the one that is named here.</summary>
public sealed record Admission
{
    /// <summary>The files themselves, noted as taken; empty when nobody watches a folder.</summary>
    public IReadOnlyList<ArrivedFile> Files { get; init; } = [];

    /// <summary>Science frames, which will wait for their turn.</summary>
    public IReadOnlyList<FrameDescriptor> Frames { get; init; } = [];

    /// <summary>Bias, dark and flat frames.</summary>
    public IReadOnlyList<FrameDescriptor> Calibrations { get; init; } = [];

    /// <summary>What cannot be used, with reasons.</summary>
    public IReadOnlyList<FrameOutcome> Rejected { get; init; } = [];
}

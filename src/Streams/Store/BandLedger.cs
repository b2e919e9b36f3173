using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>How a band of a stored night stands.</summary>
/// <param name="Band">Camera and filter.</param>
/// <param name="States">Frames by state and fault.</param>
/// <param name="Provisional">Frames whose rows may still change.</param>
/// <param name="Sources">Sources in the catalogue; zero without one.</param>
/// <param name="Last">The last frame of the night that has a row.</param>
/// <param name="CadenceSeconds">Median time between the last frames [s]; null for fewer than two.</param>
/// <param name="MedianLatencySeconds">Median time from whole file to written row, over the last frames [s]; null when it is not known.</param>
public sealed record BandLedger(
    BandKey Band,
    IReadOnlyList<(FrameState State, FrameFault Fault, long Frames)> States,
    long Provisional,
    int Sources,
    FrameRecord? Last,
    double? CadenceSeconds,
    double? MedianLatencySeconds)
{
    /// <summary>Frames in a state.</summary>
    public long Count(FrameState state) => States.Where(entry => entry.State == state).Sum(entry => entry.Frames);
}

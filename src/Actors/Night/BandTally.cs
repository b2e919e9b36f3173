using System.Globalization;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Actors.Night;

/// <summary>Counts what became of a band's frames and knows which are still to come.</summary>
sealed class BandTally
{
    readonly Dictionary<string, FrameState> states;
    readonly IReadOnlyList<FrameDescriptor> frames;
    readonly List<string> reasons = [];

    /// <param name="frames">All frames of the band.</param>
    /// <param name="known">Frames of earlier runs. Those that were rejected are looked at again: their files may be whole by now.</param>
    public BandTally(IReadOnlyList<FrameDescriptor> frames, IReadOnlyDictionary<string, FrameState> known)
    {
        this.frames = frames;
        states = frames.Where(frame => known.TryGetValue(frame.Id, out var state) && state != FrameState.Rejected).ToDictionary(frame => frame.Id, frame => known[frame.Id]);
    }

    public int Total => frames.Count;

    public int Done => states.Count;

    /// <summary>Frames that have no row yet, in the order of the night.</summary>
    public List<FrameDescriptor> Remaining => [.. frames.Where(frame => !states.ContainsKey(frame.Id))];

    public void Add(IReadOnlyList<FrameOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            states[outcome.Frame.Id] = outcome.Frame.State;
            if (outcome.Frame.State == FrameState.Rejected && outcome.Frame.Reason is { } reason) reasons.Add(reason);
        }
    }

    public BandSummary Summary(BandKey band, int sources)
    {
        var (measured, unaligned, rejected) = (Count(FrameState.Measured), Count(FrameState.Unaligned), Count(FrameState.Rejected));
        var failure = measured > 0 || Done < Total ? null
            : unaligned == 0 && rejected > 0 ? string.Create(CultureInfo.InvariantCulture, $"Band {band}: none of its {Total} frames can be read. {reasons.FirstOrDefault()}")
            : string.Create(CultureInfo.InvariantCulture, $"Band {band}: no frame could be aligned ({unaligned} of {Total} do not match the reference, {rejected} cannot be read).");
        return new(band, Total, measured, unaligned, rejected, sources, failure);
    }

    public string NoStars(BandKey band, ReferenceOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"Band {band}: no frame could be aligned. {Count(FrameState.Unaligned)} of {Total} frames show fewer than {options.Alignment.MinimumStars} stars above {options.Finding.Sigmas} sigma; lower detection.threshold or look at the frames with 'nocturne inspect'.");

    int Count(FrameState state) => states.Values.Count(value => value == state);
}

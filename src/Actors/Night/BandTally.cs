using System.Globalization;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;

namespace Nocturne.Actors.Night;

/// <summary>Counts what became of a band's frames.</summary>
/// <param name="band">The band.</param>
/// <param name="counts">The counts of the ledger at the beginning.</param>
/// <param name="admitted">Frames that had begun to wait when they were counted.</param>
sealed class BandTally(BandKey band, BandCounts counts, long admitted)
{
    readonly Lock gate = new();
    BandCounts counts = counts;
    long admitted = admitted;
    string? firstReason;

    public BandCounts Counts
    {
        get
        {
            lock (gate) return counts;
        }
    }

    /// <summary>More frames wait: so many have begun to wait in all.</summary>
    public void Admit(long inAll)
    {
        lock (gate)
        {
            if (inAll <= admitted) return;
            counts = counts with { Waiting = counts.Waiting + (int)(inAll - admitted) };
            admitted = inAll;
        }
    }

    public void Add(IReadOnlyList<FrameOutcome> outcomes)
    {
        using var held = gate.EnterScope();
        foreach (var outcome in outcomes)
        {
            counts = outcome.Frame.State switch
            {
                _ when outcome.Frame.Fault == FrameFault.Mismatched => counts,
                FrameState.Measured => counts with { Measured = counts.Measured + 1 },
                FrameState.Unaligned => counts with { Unaligned = counts.Unaligned + 1 },
                _ => counts with { Rejected = counts.Rejected + 1 },
            };
            counts = counts with { Waiting = Math.Max(0, counts.Waiting - 1) };
            if (outcome.Frame.State == FrameState.Rejected) firstReason ??= outcome.Frame.Reason;
        }
    }

    public BandSummary Summary(int sources)
    {
        var counts = Counts;
        var failure = counts.Measured > 0 || counts.Waiting > 0 || counts.Total == 0 ? null
            : counts.Unaligned == 0 ? string.Create(CultureInfo.InvariantCulture, $"Band {band}: none of its {counts.Total} frames can be read. {firstReason}")
            : string.Create(CultureInfo.InvariantCulture, $"Band {band}: no frame could be aligned ({counts.Unaligned} of {counts.Total} do not match the reference, {counts.Rejected} cannot be read).");
        return new(band, counts.Total, counts.Measured, counts.Unaligned, counts.Rejected, sources, failure);
    }

    public string NoStars(ReferenceOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"Band {band}: no frame could be aligned. {Counts.Unaligned} of {Counts.Total} frames show fewer than {options.Alignment.MinimumStars} stars above {options.Finding.Sigmas} sigma; lower detection.threshold or look at the frames with 'nocturne inspect'.");
}

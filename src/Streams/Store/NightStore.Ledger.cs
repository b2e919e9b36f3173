using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <content>The ledger: which files and frames were seen, and which frames still wait.</content>
public sealed partial class NightStore
{
    /// <summary>Notes files, frames that will wait for their turn, calibration frames, and what cannot be used: all or nothing. Noting twice changes nothing.</summary>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public AdmissionResult Admit(Admission admission)
    {
        ArgumentNullException.ThrowIfNull(admission);
        lock (gate)
        {
            var result = ledger.Admit(admission, Run, Now);
            if (admission.Rejected.Count > 0) writer.Append(admission.Rejected, null, Run, Now);
            return result;
        }
    }

    /// <summary>The file, header and data unit and plane that the ledger has for a frame; null for one that is not known.</summary>
    public (string File, int Hdu, int Plane)? Find(BandKey band, string id)
    {
        lock (gate) return ledger.Find(band, id);
    }

    /// <summary>Notes files that stay incomplete, with their reasons.</summary>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public void NoteIncomplete(IReadOnlyList<(ArrivedFile File, string Reason)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        lock (gate) ledger.NoteIncomplete(files);
    }

    /// <summary>Whether a file was taken when it was as long and as old as now.</summary>
    public bool IsTaken(string file, long length, DateTime modifiedUtc)
    {
        lock (gate) return ledger.IsTaken(file, length, modifiedUtc);
    }

    /// <summary>The next frames of a band that wait for their turn, in the order of the night.</summary>
    /// <param name="band">The band.</param>
    /// <param name="after">Where to begin; null for the beginning of the night.</param>
    /// <param name="count">Frames wanted at most.</param>
    public IReadOnlyList<FrameDescriptor> Waiting(BandKey band, FrameKey? after, int count)
    {
        lock (gate) return ledger.Waiting(band, after, count, Root);
    }

    /// <summary>All frames of a band that wait at this moment, in the order of the night. They are read when they are looked at: the list takes no memory.</summary>
    public IReadOnlyList<FrameDescriptor> AllWaiting(BandKey band) => new WaitingList(this, band);

    /// <summary>The frame at a place among those that wait.</summary>
    internal FrameDescriptor WaitingAt(BandKey band, int index)
    {
        lock (gate) return ledger.WaitingAt(band, index, Root) ?? throw new ArgumentOutOfRangeException(nameof(index), index, "So many frames do not wait.");
    }

    /// <summary>A frame that is known; null when it is not.</summary>
    public FrameDescriptor? Describe(BandKey band, string id)
    {
        lock (gate) return ledger.Describe(band, id, Root);
    }

    /// <summary>The frame with what its camera read just before in another band, when it did so for more than a turn of its filters.</summary>
    public FrameDescriptor WithSetupBefore(FrameDescriptor frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        lock (gate) return frame.Facts.MidUtc is { } mid && ledger.SetupBefore(frame.Band, mid) is { } setup ? frame with { PreviousSetup = setup } : frame;
    }

    /// <summary>A stored frame with what its camera read just before in another band; null when it did not, or the frame is not known.</summary>
    public FrameDescriptor? Changed(FrameRecord frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        lock (gate)
        {
            return frame.MidUtc is { } mid && ledger.SetupBefore(frame.Band, mid) is { } setup && ledger.Describe(frame.Band, frame.Id, Root) is { } known
                ? known with { PreviousSetup = setup } : null;
        }
    }

    /// <summary>The frames of a band that made its stream fail at least so often and still wait.</summary>
    public IReadOnlyList<(FrameDescriptor Frame, int Tries, string Reason)> Failed(BandKey band, int limit)
    {
        lock (gate) return ledger.Failed(band, limit, Root);
    }

    /// <summary>Notes that a frame made its stream fail, and why.</summary>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public void CountTry(BandKey band, string id, string reason)
    {
        lock (gate) ledger.CountTry(band, id, reason);
    }

    /// <summary>How many frames of a band are in which state.</summary>
    public BandCounts Counts(BandKey band)
    {
        lock (gate) return ledger.Counts(band);
    }

    /// <summary>Frames of a band that have begun to wait since the store was opened.</summary>
    public long Admitted(BandKey band)
    {
        lock (gate) return ledger.Admitted(band);
    }

    /// <summary>The calibration frames of a camera, for all its filters.</summary>
    public IReadOnlyList<FrameDescriptor> Calibrations(string camera)
    {
        lock (gate) return ledger.Calibrations(camera);
    }

    /// <summary>The bands of which anything is stored, in order.</summary>
    public IReadOnlyList<BandKey> Bands
    {
        get
        {
            lock (gate) return [.. keys.Bands.Order()];
        }
    }
}

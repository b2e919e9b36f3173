using Nocturne.Core.Sky;
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

    /// <summary>All frames of a band that wait at this moment, in the order of the night. They are read when they are looked at: the list takes little memory.</summary>
    /// <param name="band">The band.</param>
    /// <param name="shape">Only those of a shape; null for all.</param>
    public IReadOnlyList<FrameDescriptor> AllWaiting(BandKey band, FrameShape? shape = null)
    {
        lock (gate) return new WaitingList(this, band, ledger.Waiting(band, shape));
    }

    /// <summary>The frame with a key of the ledger.</summary>
    internal FrameDescriptor Describe(BandKey band, long frame)
    {
        lock (gate) return ledger.Describe(band, frame, Root);
    }

    /// <summary>The shapes of a band's frames, with how many have them; frames that could not be used do not count.</summary>
    public IReadOnlyDictionary<FrameShape, int> Shapes(BandKey band)
    {
        lock (gate) return ledger.Shapes(band);
    }

    /// <summary>The frame in the band that takes it: the one that its header names, unless frames of its size and binning have one of their own.</summary>
    public FrameDescriptor InItsBand(FrameDescriptor frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        lock (gate) return ledger.BandOf(frame) is var band && band == frame.Band ? frame : frame with { Band = band };
    }

    /// <summary>Makes bands of their own of frames that were set aside for their size or binning, when there are enough of them; they wait there.</summary>
    /// <param name="band">The band.</param>
    /// <param name="reference">Its shape.</param>
    /// <param name="from">Frames that are enough.</param>
    /// <returns>Bands of which more frames wait than before, with the number of their frames that have begun to wait since the store was opened.</returns>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public IReadOnlyDictionary<BandKey, long> SplitOff(BandKey band, FrameShape reference, int from)
    {
        lock (gate) return ledger.SplitOff(band, reference, from);
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

    /// <summary>Says of frames of a band what its camera read in them, and what before in another band, when it did so for more than a turn of its filters.</summary>
    public Func<FrameRecord, (CameraSetup? Setup, CameraSetup? Previous)> Setups(BandKey band)
    {
        Func<string, CameraSetup?> reader;
        lock (gate) reader = ledger.SetupReader(band);
        return frame =>
        {
            lock (gate) return (reader(frame.Id), frame.MidUtc is { } mid ? ledger.SetupBefore(band, mid) : null);
        };
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

    /// <summary>Settles a band on the calibration frames of its camera that there are now: until it is made anew it works with no others.</summary>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public IReadOnlyList<FrameDescriptor> SettleCalibrations(BandKey band)
    {
        lock (gate) return ledger.Settle(band);
    }

    /// <summary>Notes that bands were made with these calibration frames.</summary>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public void SettleCalibrations(IEnumerable<BandKey> bands, IReadOnlyList<FrameDescriptor> calibrations)
    {
        lock (gate)
        {
            database.InTransaction(() =>
            {
                foreach (var band in bands) ledger.Settle(band, calibrations.Where(frame => frame.Band.Camera == band.Camera).Select(frame => frame.File));
            });
        }
    }

    /// <summary>The calibration frames that a band has settled on; all of its camera before it has.</summary>
    public IReadOnlyList<FrameDescriptor> SettledCalibrations(BandKey band)
    {
        lock (gate) return ledger.Settled(band);
    }

    /// <summary>Calibration frames that fit a band and came after it had settled on others: to make the night definitive takes them into account.</summary>
    public IReadOnlyList<FrameDescriptor> LateCalibrations(BandKey band)
    {
        lock (gate) return ledger.Late(band);
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

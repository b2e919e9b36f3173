using Nocturne.Core.Catalogs;
using Nocturne.Core.Sky;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;

namespace Nocturne.Actors.Night;

/// <summary>The one writer of the night's store. Each message is answered when what it asks for is durable, with a <see cref="Failure"/> when it cannot be.</summary>
public sealed class StoreActor : Actor
{
    readonly NightStore store;
    readonly Action<BandKey, ReferenceStack> saveStack;

    /// <param name="store">The store, which the caller closes.</param>
    /// <param name="saveStack">Writes a band's stacked image beside the store.</param>
    public StoreActor(NightStore store, Action<BandKey, ReferenceStack> saveStack)
    {
        this.store = store;
        this.saveStack = saveStack;
        Receive<Load>(message => Answer(() => CheckpointOf(message.Band)));
        Receive<Next>(message => Answer(() => new Frames(store.Waiting(message.Band, message.After, message.Count))));
        Receive<All>(message => Answer(() => new Frames(store.AllWaiting(message.Band, message.Shape))));
        Receive<CountShapes>(message => Answer(() => new ShapeCounts(store.Shapes(message.Band))));
        Receive<SplitOff>(message => Answer(() => new AdmissionResult(store.SplitOff(message.Band, message.Reference, message.From), [])));
        Receive<Append>(message => Answer(() =>
        {
            var latency = store.Append(message.Outcomes, message.Calibration);
            return new Stored(message.Outcomes.Count, latency);
        }));
        Receive<SaveReference>(message => Answer(() =>
        {
            this.saveStack(message.Band, message.Reference);
            return new Referenced(store.NumberAndSave(message.Band, message.Reference.Catalogue, message.InOrder));
        }));
        Receive<Recall>(message => Answer(() =>
        {
            using var night = store.Read();
            return new Recalled(SkyStage.Recall(night.Frames(message.Band), store.Setups(message.Band), message.Options));
        }));
        Receive<LookBack>(message => Answer(() => store.WithSetupBefore(message.Frame)));
        Receive<Settle>(message => Answer(() => new Calibrations(store.SettleCalibrations(message.Band))));
        Receive<FindLate>(message => Answer(() => new Calibrations(store.LateCalibrations(message.Band))));
        Receive<CountTry>(message => Answer(() =>
        {
            store.CountTry(message.Band, message.Frame, message.Reason);
            return new Stored(0);
        }));
        Receive<Admit>(message => Answer(() => store.Admit(message.Admission)));
        Receive<NoteIncomplete>(message => Answer(() =>
        {
            store.NoteIncomplete(message.Files);
            return new Stored(0);
        }));
    }

    /// <summary>Asks for a band's <see cref="Checkpoint"/>.</summary>
    public sealed record Load(BandKey Band);

    /// <summary>From where a band goes on.</summary>
    /// <param name="Catalogue">Its catalogue; null when there is none yet.</param>
    /// <param name="Reference">The catalogue's reference frame, when it is in the ledger.</param>
    /// <param name="Counts">Its frames by state.</param>
    /// <param name="Admitted">Frames that had begun to wait when they were counted.</param>
    /// <param name="LastAligned">The last aligned frame; null before the first.</param>
    /// <param name="Calibrations">The calibration frames of its camera: those that it has settled on, when it has a catalogue.</param>
    /// <param name="Failed">Frames that made the stream fail too often.</param>
    public sealed record Checkpoint(
        SourceCatalogue? Catalogue,
        FrameDescriptor? Reference,
        BandCounts Counts,
        long Admitted,
        FrameRecord? LastAligned,
        IReadOnlyList<FrameDescriptor> Calibrations,
        IReadOnlyList<(FrameDescriptor Frame, int Tries, string Reason)> Failed);

    /// <summary>Asks for the next <see cref="Frames"/> of a band that wait.</summary>
    /// <param name="Band">The band.</param>
    /// <param name="After">Where to go on; null for the beginning of the night.</param>
    /// <param name="Count">How many at most.</param>
    public sealed record Next(BandKey Band, FrameKey? After, int Count);

    /// <summary>Asks for all <see cref="Frames"/> of a band that wait.</summary>
    /// <param name="Band">The band.</param>
    /// <param name="Shape">Only those of a shape; null for all.</param>
    public sealed record All(BandKey Band, FrameShape? Shape = null);

    /// <summary>Asks for the <see cref="ShapeCounts"/> of a band.</summary>
    public sealed record CountShapes(BandKey Band);

    /// <summary>The shapes of a band's frames, with how many have them.</summary>
    public sealed record ShapeCounts(IReadOnlyDictionary<FrameShape, int> Frames);

    /// <summary>Asks to make bands of their own of frames that were set aside for their shape, when there are enough of them; answered by <see cref="AdmissionResult"/>.</summary>
    /// <param name="Band">The band.</param>
    /// <param name="Reference">Its shape.</param>
    /// <param name="From">Frames that are enough.</param>
    public sealed record SplitOff(BandKey Band, FrameShape Reference, int From);

    /// <summary>Frames that wait, in the order of the night.</summary>
    public sealed record Frames(IReadOnlyList<FrameDescriptor> Waiting);

    /// <summary>Asks to store frames with their rows, all or nothing; answered by <see cref="Stored"/>.</summary>
    /// <param name="Outcomes">The frames.</param>
    /// <param name="Calibration">Files that they were calibrated with; null when nothing is known of them.</param>
    public sealed record Append(IReadOnlyList<FrameOutcome> Outcomes, IReadOnlyList<string>? Calibration = null);

    /// <summary>Asks to store a band's reference, its stars numbered among those of other bands; answered by <see cref="Referenced"/>.</summary>
    /// <param name="Band">The band.</param>
    /// <param name="Reference">Its reference.</param>
    /// <param name="InOrder">Whether the other bands are those before it, or all that have a catalogue.</param>
    public sealed record SaveReference(BandKey Band, ReferenceStack Reference, bool InOrder);

    /// <summary>The reference is durable; its catalogue with final numbers.</summary>
    public sealed record Referenced(SourceCatalogue Catalogue);

    /// <summary>Asks what the frames of a band told of the sky so far; answered by <see cref="Recalled"/>.</summary>
    public sealed record Recall(BandKey Band, SkyOptions Options);

    /// <summary>What is remembered of the sky.</summary>
    public sealed record Recalled(SkyMemory Sky);

    /// <summary>Asks what the camera of a frame read just before; answered by the <see cref="FrameDescriptor"/> with the answer in it.</summary>
    public sealed record LookBack(FrameDescriptor Frame);

    /// <summary>Asks to settle a band on the <see cref="Calibrations"/> that there are now.</summary>
    public sealed record Settle(BandKey Band);

    /// <summary>Asks for the <see cref="Calibrations"/> that came after a band had settled on others.</summary>
    public sealed record FindLate(BandKey Band);

    /// <summary>Calibration frames.</summary>
    public sealed record Calibrations(IReadOnlyList<FrameDescriptor> Frames);

    /// <summary>Asks to note that a frame made its stream fail; answered by <see cref="Stored"/>.</summary>
    public sealed record CountTry(BandKey Band, string Frame, string Reason);

    /// <summary>Asks to note what has arrived; answered by <see cref="AdmissionResult"/>.</summary>
    public sealed record Admit(Admission Admission);

    /// <summary>Asks to note files that stay incomplete; answered by <see cref="Stored"/>.</summary>
    public sealed record NoteIncomplete(IReadOnlyList<(ArrivedFile File, string Reason)> Files);

    /// <summary>It is durable.</summary>
    /// <param name="Frames">How many frames.</param>
    /// <param name="LatencySeconds">Mean time since their files were taken [s]; null when it is not known.</param>
    public sealed record Stored(int Frames, double? LatencySeconds = null);

    Checkpoint CheckpointOf(BandKey band)
    {
        using var night = store.Read();
        var catalogue = night.LoadCatalogue(band);
        return new(
            catalogue,
            catalogue is null ? null : store.Describe(band, catalogue.ReferenceFrame),
            store.Counts(band),
            store.Admitted(band),
            night.LastAligned(band),
            catalogue is null ? store.Calibrations(band.Camera) : store.SettledCalibrations(band),
            store.Failed(band, BandActor.MostTries));
    }

    void Answer(Func<object> work)
    {
        try
        {
            Sender.Tell(work(), Self);
        }
        catch (Exception fault)
        {
            // Faults of the program too: whoever asked must not wait for ever, and it is his stream that they end.
            Sender.Tell(new Failure(fault), Self);
        }
    }
}

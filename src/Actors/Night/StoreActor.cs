using Nocturne.Core.Catalogs;
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
        Receive<Load>(message => Answer(() => new Checkpoint(store.LoadCatalogue(message.Band), store.KnownFrames(message.Band), store.LastAligned(message.Band))));
        Receive<Append>(message => Answer(() =>
        {
            store.Append(message.Outcomes);
            return new Stored(message.Outcomes.Count);
        }));
        Receive<SaveReference>(message => Answer(() =>
        {
            this.saveStack(message.Band, message.Reference);
            store.SaveCatalogue(message.Band, message.Reference.Catalogue);
            return new Stored(0);
        }));
    }

    /// <summary>Asks for a band's <see cref="Checkpoint"/>.</summary>
    public sealed record Load(BandKey Band);

    /// <summary>From where a band goes on.</summary>
    /// <param name="Catalogue">Its catalogue; null when there is none yet.</param>
    /// <param name="Known">Frames in the ledger.</param>
    /// <param name="LastAligned">The last aligned frame; null before the first.</param>
    public sealed record Checkpoint(SourceCatalogue? Catalogue, IReadOnlyDictionary<string, FrameState> Known, FrameRecord? LastAligned);

    /// <summary>Asks to store frames with their rows, all or nothing; answered by <see cref="Stored"/>.</summary>
    public sealed record Append(IReadOnlyList<FrameOutcome> Outcomes);

    /// <summary>Asks to store a band's reference; answered by <see cref="Stored"/>.</summary>
    public sealed record SaveReference(BandKey Band, ReferenceStack Reference);

    /// <summary>It is durable.</summary>
    public sealed record Stored(int Frames);

    void Answer(Func<object> work)
    {
        try
        {
            Sender.Tell(work(), Self);
        }
        catch (Exception fault) when (fault is StoreException or IOException or UnauthorizedAccessException)
        {
            Sender.Tell(new Failure(fault), Self);
        }
    }
}

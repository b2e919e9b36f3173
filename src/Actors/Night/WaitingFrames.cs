using System.Runtime.CompilerServices;
using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>The queue of a band, which lies in the store: frames that wait, in the order of the night; late ones as soon as they are there.</summary>
/// <param name="band">The band.</param>
/// <param name="store">The <see cref="StoreActor"/>.</param>
/// <param name="bell">Rings when more frames wait, and when no more will come.</param>
/// <remarks>Only the frames under way are held in memory, so that a night may be as long as it likes.</remarks>
sealed class WaitingFrames(BandKey band, IActorRef store, Bell bell)
{
    /// <summary>Frames that are asked for together.</summary>
    const int Page = 64;

    readonly Lock gate = new();
    readonly HashSet<string> underWay = [];
    readonly List<string> aside = [];

    /// <summary>Frames that became durable while the store was being asked: its answer may still have them.</summary>
    readonly HashSet<string> doneMeanwhile = [];
    bool closed;

    /// <summary>True when no more frames will come: the sequences end when none waits.</summary>
    public bool Closed
    {
        get
        {
            lock (gate) return closed;
        }
    }

    /// <summary>Frames that were given out and are not done.</summary>
    public int UnderWay
    {
        get
        {
            lock (gate) return underWay.Count;
        }
    }

    /// <summary>Says that no more frames will come.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            ReleaseAside();
        }
        bell.Ring();
    }

    /// <summary>Some frames in the order of the night after a place.</summary>
    public async Task<IReadOnlyList<FrameDescriptor>> PageAsync(FrameKey? after, int count, CancellationToken token) =>
        (await store.AskAsync<StoreActor.Frames>(new StoreActor.Next(band, after, count), Timeout.InfiniteTimeSpan, token).ConfigureAwait(false)).Waiting;

    /// <summary>The frame is durable.</summary>
    public void Release(string frame)
    {
        lock (gate)
        {
            underWay.Remove(frame);
            doneMeanwhile.Add(frame);
        }
    }

    /// <summary>Sets a frame aside that cannot be read now, until <see cref="TryAgain"/>; false when it is too late for that.</summary>
    public bool SetAside(string frame)
    {
        lock (gate)
        {
            if (!closed) aside.Add(frame);
            return !closed;
        }
    }

    /// <summary>Gives the frames that were set aside out again.</summary>
    public void TryAgain()
    {
        lock (gate)
        {
            if (aside.Count == 0) return;
            ReleaseAside();
        }
        bell.Ring();
    }

    /// <summary>All frames of a shape that wait now, read from the store as they are asked for.</summary>
    public async Task<IReadOnlyList<FrameDescriptor>> AllAsync(FrameShape shape, CancellationToken token) =>
        (await store.AskAsync<StoreActor.Frames>(new StoreActor.All(band, shape), Timeout.InfiniteTimeSpan, token).ConfigureAwait(false)).Waiting;

    /// <summary>All frames, each once until it is released. Ends when the queue is closed and empty.</summary>
    public async IAsyncEnumerable<FrameDescriptor> TakeAsync([EnumeratorCancellation] CancellationToken token)
    {
        FrameKey? last = null;
        while (true)
        {
            var (heard, noMore) = (bell.Rings, Closed);
            ForgetDone();
            var later = await PageAsync(last, Page, token).ConfigureAwait(false);
            if (later.Count > 0) last = FrameKey.Of(later[^1]);
            var found = later.Count > 0 ? later : await PageAsync(null, UnderWay + Page, token).ConfigureAwait(false);
            var fresh = Take(found);
            foreach (var frame in fresh) yield return frame;
            if (fresh.Length > 0 || later.Count > 0) continue;
            if (noMore) yield break;
            await bell.AfterAsync(heard, token).ConfigureAwait(false);
        }
    }

    /// <summary>All frames, each once, without taking them: to look at.</summary>
    public async IAsyncEnumerable<FrameDescriptor> LookAsync([EnumeratorCancellation] CancellationToken token)
    {
        FrameKey? last = null;
        while (true)
        {
            var (heard, noMore) = (bell.Rings, Closed);
            var page = await PageAsync(last, Page, token).ConfigureAwait(false);
            foreach (var frame in page) yield return frame;
            if (page.Count > 0) last = FrameKey.Of(page[^1]);
            else if (noMore) yield break;
            else await bell.AfterAsync(heard, token).ConfigureAwait(false);
        }
    }

    void ReleaseAside()
    {
        underWay.ExceptWith(aside);
        aside.Clear();
    }

    void ForgetDone()
    {
        lock (gate) doneMeanwhile.Clear();
    }

    FrameDescriptor[] Take(IReadOnlyList<FrameDescriptor> found)
    {
        lock (gate) return [.. found.Where(frame => !doneMeanwhile.Contains(frame.Id) && underWay.Add(frame.Id))];
    }
}

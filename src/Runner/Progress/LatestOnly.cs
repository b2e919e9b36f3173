using System.Threading.Channels;

namespace Nocturne.Runner.Progress;

/// <summary>Hands the latest of something to who takes it, one at a time, beside the work: who is slow gets fewer, and holds nobody up.</summary>
/// <typeparam name="T">What is handed over.</typeparam>
sealed class LatestOnly<T>
{
    readonly Channel<T> latest = Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <param name="take">Takes one; it must not throw.</param>
    public LatestOnly(Action<T> take) => Taken = Task.Factory.StartNew(() => Take(take), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Ends when the last one was taken after <see cref="Complete"/>.</summary>
    public Task Taken { get; }

    public void Offer(T item) => latest.Writer.TryWrite(item);

    /// <summary>No more are offered.</summary>
    public void Complete() => latest.Writer.TryComplete();

    void Take(Action<T> take)
    {
        while (latest.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (latest.Reader.TryRead(out var item)) take(item);
        }
    }
}

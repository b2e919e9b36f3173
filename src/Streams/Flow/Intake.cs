using System.Threading.Channels;

namespace Nocturne.Streams;

/// <summary>An asynchronous boundary: pumps that carry one or several upstreams into a channel, each as a stage of its own.</summary>
/// <remarks>The channel completes when every upstream has, or with the first failure, behind the elements that came before it. Disposing cancels
/// the upstreams, waits until they have ended and disposes the elements that were left.</remarks>
sealed class Intake<T> : IAsyncDisposable
{
    readonly Channel<T> channel;
    readonly Func<T, CancellationToken, ValueTask> write;
    readonly CancellationTokenSource cancel;
    readonly Task pumps;
    int open;

    Intake(
        StreamScope scope,
        IReadOnlyList<IAsyncEnumerable<T>> upstreams,
        Channel<T> channel,
        Func<T, CancellationToken, ValueTask> write,
        CancellationToken token)
    {
        this.channel = channel;
        this.write = write;
        cancel = CancellationTokenSource.CreateLinkedTokenSource(token);
        open = upstreams.Count;
        if (open == 0) channel.Writer.Complete();
        pumps = Task.WhenAll(upstreams.Select(upstream => scope.Spawn(() => PumpAsync(upstream))).ToArray());
    }

    public ChannelReader<T> Reader => channel.Reader;

    /// <summary>One upstream that waits when the buffer is full.</summary>
    public static Intake<T> Start(StreamScope scope, IAsyncEnumerable<T> upstream, int capacity, CancellationToken token) =>
        Start(scope, [upstream], Channel.CreateBounded<T>(capacity), token);

    /// <summary>Several upstreams into a channel; they wait when it is full.</summary>
    public static Intake<T> Start(StreamScope scope, IReadOnlyList<IAsyncEnumerable<T>> upstreams, Channel<T> channel, CancellationToken token) =>
        Start(scope, upstreams, channel, channel.Writer.WriteAsync, token);

    /// <summary>Several upstreams with an own way of writing. A write that throws has not taken the element.</summary>
    public static Intake<T> Start(
        StreamScope scope,
        IReadOnlyList<IAsyncEnumerable<T>> upstreams,
        Channel<T> channel,
        Func<T, CancellationToken, ValueTask> write,
        CancellationToken token) => new(scope, upstreams, channel, write, token);

    public async ValueTask DisposeAsync()
    {
        await cancel.CancelAsync();
        await pumps;
        while (channel.Reader.TryRead(out var element)) Discard.Element(element);
        cancel.Dispose();
    }

    async Task PumpAsync(IAsyncEnumerable<T> upstream)
    {
        try
        {
            await foreach (var element in upstream.WithCancellation(cancel.Token))
            {
                try
                {
                    await write(element, cancel.Token);
                }
                catch
                {
                    Discard.Element(element);
                    throw;
                }
            }
            if (Interlocked.Decrement(ref open) == 0) channel.Writer.TryComplete();
        }
        catch (Exception e)
        {
            channel.Writer.TryComplete(e);
            await cancel.CancelAsync();
        }
    }
}

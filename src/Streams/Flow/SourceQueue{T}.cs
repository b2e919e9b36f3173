using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Nocturne.Streams;

/// <summary>A bounded queue between callers and one run of a stream.</summary>
sealed class SourceQueue<T>(int capacity) : ISourceQueue<T>
{
    readonly Channel<T> channel = Channel.CreateBounded<T>(capacity);
    int started;

    public async ValueTask<bool> OfferAsync(T element, CancellationToken token = default)
    {
        try
        {
            await channel.Writer.WriteAsync(element, token);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    public void Complete() => channel.Writer.TryComplete();

    public void Fail(Exception cause) => channel.Writer.TryComplete(cause);

    public async IAsyncEnumerable<T> ReadAsync(StreamScope scope, [EnumeratorCancellation] CancellationToken token = default)
    {
        if (Interlocked.Exchange(ref started, 1) != 0) throw new InvalidOperationException("A queue feeds one run: make a new source for each.");
        await using var drain = scope.Draining.Register(Complete);
        try
        {
            while (await channel.Reader.WaitToReadAsync(token))
            {
                while (channel.Reader.TryRead(out var element)) yield return element;
            }
        }
        finally
        {
            channel.Writer.TryComplete();
            while (channel.Reader.TryRead(out var left)) Discard.Element(left);
        }
    }
}

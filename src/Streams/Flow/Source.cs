using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Nocturne.Streams;

/// <summary>Where streams begin.</summary>
public static partial class Source
{
    const int MergeBuffer = 16;

    /// <summary>The elements of a sequence. Each run walks through it anew; it is walked by the thread that carries the elements.</summary>
    /// <remarks>Emits when downstream asks; completes at the end of the sequence or when the run is drained; fails when the sequence
    /// throws.</remarks>
    public static Source<T> From<T>(IEnumerable<T> items)
    {
        return new(scope => Iterate(scope));

        async IAsyncEnumerable<T> Iterate(StreamScope scope, [EnumeratorCancellation] CancellationToken token = default)
        {
            await Task.CompletedTask;
            using var elements = items.GetEnumerator();
            while (!scope.Draining.IsCancellationRequested)
            {
                token.ThrowIfCancellationRequested();
                if (!elements.MoveNext()) yield break;
                yield return elements.Current;
            }
        }
    }

    /// <summary>The elements of an asynchronous sequence. Its token is cancelled when the run is drained or aborted.</summary>
    /// <remarks>Emits when the sequence does; completes at its end or when the run is drained; fails when the sequence throws.</remarks>
    public static Source<T> From<T>(IAsyncEnumerable<T> items) => From(_ => items);

    /// <summary>The elements of an asynchronous sequence that is made anew for each run.</summary>
    /// <inheritdoc cref="From{T}(IAsyncEnumerable{T})"/>
    public static Source<T> From<T>(Func<CancellationToken, IAsyncEnumerable<T>> items)
    {
        return new(scope => Iterate(scope));

        async IAsyncEnumerable<T> Iterate(StreamScope scope, [EnumeratorCancellation] CancellationToken token = default)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(token, scope.Draining);
            await using var elements = items(stop.Token).GetAsyncEnumerator(stop.Token);
            while (!scope.Draining.IsCancellationRequested)
            {
                token.ThrowIfCancellationRequested();
                try
                {
                    if (!await elements.MoveNextAsync()) yield break;
                }
                catch (OperationCanceledException) when (scope.Draining.IsCancellationRequested && !token.IsCancellationRequested)
                {
                    yield break;
                }
                yield return elements.Current;
            }
        }
    }

    /// <summary>What others write into a channel. What is left in the channel when the stream ends stays there.</summary>
    /// <remarks>Emits when the channel has an element; completes when the channel does or the run is drained; fails when the channel was
    /// completed with an exception.</remarks>
    public static Source<T> Channel<T>(ChannelReader<T> reader) => From(token => reader.ReadAllAsync(token));
}

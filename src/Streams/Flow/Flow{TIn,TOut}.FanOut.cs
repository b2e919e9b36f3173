using System.Runtime.CompilerServices;

namespace Nocturne.Streams;

/// <content>Side streams.</content>
public sealed partial class Flow<TIn, TOut>
{
    /// <summary>Sends each element to a side sink too, which runs beside this stream behind a buffer of 16. Not for elements that must be
    /// disposed: they would have two owners.</summary>
    /// <remarks>Emits when the side sink has room; back-pressures when downstream or the side sink does; completes when upstream completes and
    /// the side sink is done; fails when upstream or the side sink does. When downstream stops early the side sink is cancelled.</remarks>
    public Flow<TIn, TOut> AlsoTo<TResult>(Sink<TOut, TResult> side)
    {
        return Add<TOut>((scope, upstream) => Iterate(scope, upstream));

        async IAsyncEnumerable<TOut> Iterate(StreamScope scope, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            await using var fan = new FanOut<TOut, TResult>(scope, token);
            var branch = fan.Open(side);
            await using var elements = upstream.GetAsyncEnumerator(fan.Token);
            while (true)
            {
                try
                {
                    if (!await elements.MoveNextAsync()) break;
                    FanOut<TOut, TResult>.RefuseOwners(elements.Current, nameof(AlsoTo));
                    await fan.SendAsync(branch, elements.Current);
                }
                catch (OperationCanceledException) when (fan.HasFailed)
                {
                    break;
                }
                yield return elements.Current;
            }
            await fan.CompleteAsync();
        }
    }
}

using System.Threading.Channels;

namespace Nocturne.Streams;

/// <summary>Where streams end.</summary>
public static partial class Sink
{
    /// <summary>A sink of one's own, written as an asynchronous function over the elements. It owns each element it takes.</summary>
    /// <param name="consume">Gets the elements and the token that is cancelled when the run is aborted.</param>
    public static Sink<T, TResult> From<T, TResult>(Func<IAsyncEnumerable<T>, CancellationToken, Task<TResult>> consume) =>
        new((_, upstream, token) => consume(new TokenEnumerable<T>(_ => upstream, token), token));

    /// <summary>Calls an action with each element, one after the other. The element now belongs to the action.</summary>
    /// <remarks>Back-pressures while the action runs; completes when upstream completes; fails when the action does and supervision says
    /// stop.</remarks>
    public static Sink<T, Done> ForEach<T>(Action<T> action) => Flow.Of<T>().Select(element =>
    {
        action(element);
        return default(Done);
    }).To(Ignore<Done>());

    /// <summary>Calls an asynchronous action with each element, several at the same time if asked. The element now belongs to the action.</summary>
    /// <param name="parallelism">Actions in flight at most.</param>
    /// <param name="action">Gets the element and the token that is cancelled when the run is aborted.</param>
    /// <remarks>Back-pressures while all places are in flight; completes when upstream completes and the last action is done; fails when an
    /// action does and supervision says stop.</remarks>
    public static Sink<T, Done> ForEachAsync<T>(int parallelism, Func<T, CancellationToken, Task> action) => Flow.Of<T>().SelectAsync(parallelism, async (element, token) =>
    {
        await action(element, token);
        return default(Done);
    }).To(Ignore<Done>());

    /// <summary>Folds all elements into one result. The element now belongs to the function.</summary>
    /// <remarks>Back-pressures while the function runs; completes when upstream completes; fails when the function does.</remarks>
    public static Sink<T, TState> Fold<T, TState>(Func<TState> seed, Func<TState, T, TState> fold) => new(async (_, upstream, token) =>
    {
        var state = seed();
        await foreach (var element in upstream.WithCancellation(token))
        {
            try
            {
                state = fold(state, element);
            }
            catch
            {
                Discard.Element(element);
                throw;
            }
        }
        return state;
    });

    /// <summary>Collects all elements in a list. On failure the elements collected so far are disposed.</summary>
    /// <remarks>Back-pressures never; completes when upstream completes.</remarks>
    public static Sink<T, IReadOnlyList<T>> Collect<T>() => new(async (_, upstream, token) =>
    {
        var list = new List<T>();
        try
        {
            await foreach (var element in upstream.WithCancellation(token)) list.Add(element);
        }
        catch
        {
            foreach (var element in list) Discard.Element(element);
            throw;
        }
        return list;
    });

    /// <summary>Writes all elements into a channel and completes it: well or with the failure. What is in the channel belongs to its
    /// reader.</summary>
    /// <remarks>Back-pressures when the channel is full; completes when upstream completes; fails when the channel was closed by others.</remarks>
    public static Sink<T, Done> Channel<T>(ChannelWriter<T> writer) => new(async (_, upstream, token) =>
    {
        try
        {
            await foreach (var element in upstream.WithCancellation(token))
            {
                try
                {
                    await writer.WriteAsync(element, token);
                }
                catch
                {
                    Discard.Element(element);
                    throw;
                }
            }
        }
        catch (Exception e)
        {
            writer.TryComplete(e);
            throw;
        }
        writer.TryComplete();
        return default;
    });

    /// <summary>Disposes all elements.</summary>
    /// <remarks>Back-pressures never; completes when upstream completes.</remarks>
    public static Sink<T, Done> Ignore<T>() => new(async (_, upstream, token) =>
    {
        await foreach (var element in upstream.WithCancellation(token)) Discard.Element(element);
        return default;
    });
}

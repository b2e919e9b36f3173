namespace Nocturne.Streams;

/// <content>Several sinks as one.</content>
public static partial class Sink
{
    /// <summary>Sends every element to every sink. Not for elements that must be disposed: they would have several owners.</summary>
    /// <remarks>Back-pressures when any sink's buffer of 16 is full; a sink that has finished early no longer counts; completes when upstream
    /// completes and all sinks are done; fails when one does.</remarks>
    public static Sink<T, IReadOnlyList<TResult>> Broadcast<T, TResult>(params IReadOnlyList<Sink<T, TResult>> sinks) => new(async (scope, upstream, token) =>
    {
        await using var fan = new FanOut<T, TResult>(scope, token);
        var branches = sinks.Select(fan.Open).ToArray();
        try
        {
            await foreach (var element in upstream.WithCancellation(fan.Token))
            {
                FanOut<T, TResult>.RefuseOwners(element, nameof(Broadcast));
                foreach (var branch in branches) await fan.SendAsync(branch, element);
            }
        }
        catch (OperationCanceledException) when (fan.HasFailed)
        {
            // The failure of the sink itself is thrown below.
        }
        return await fan.CompleteAsync();
    });

    /// <summary>Sends each element to the sink of its key; a sink is made for each key that appears.</summary>
    /// <param name="max">Keys at most.</param>
    /// <param name="key">The key of an element.</param>
    /// <param name="sinkOf">The sink for a key.</param>
    /// <remarks>Back-pressures when the buffer of 16 of the sink in question is full: one slow sink slows all; completes when upstream completes
    /// and all sinks are done; fails when a sink or a function does, or with one key more than allowed.</remarks>
    public static Sink<T, IReadOnlyDictionary<TKey, TResult>> Partition<T, TKey, TResult>(int max, Func<T, TKey> key, Func<TKey, Sink<T, TResult>> sinkOf)
        where TKey : notnull => new(async (scope, upstream, token) =>
    {
        await using var fan = new FanOut<T, TResult>(scope, token);
        var branches = new Dictionary<TKey, FanOut<T, TResult>.Branch>();
        try
        {
            await foreach (var element in upstream.WithCancellation(fan.Token)) await fan.SendAsync(BranchOf(element), element);
        }
        catch (OperationCanceledException) when (fan.HasFailed)
        {
            // The failure of the sink itself is thrown below.
        }
        await fan.CompleteAsync();
        return branches.ToDictionary(pair => pair.Key, pair => pair.Value.Result);

        FanOut<T, TResult>.Branch BranchOf(T element)
        {
            try
            {
                var its = key(element);
                if (branches.TryGetValue(its, out var branch)) return branch;
                if (branches.Count == max) throw new InvalidOperationException($"'{its}' would be one key more than the {max} that are allowed.");
                return branches[its] = fan.Open(sinkOf(its));
            }
            catch
            {
                Discard.Element(element);
                throw;
            }
        }
    });
}

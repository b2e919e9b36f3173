namespace Nocturne.Streams;

/// <summary>Where flows begin.</summary>
public static class Flow
{
    /// <summary>The flow that hands every element on; operators are added behind it.</summary>
    public static Flow<T, T> Of<T>() => new((_, upstream) => upstream);

    /// <summary>A stage of one's own, written as an asynchronous iterator. It owns each element it takes until it yields it.</summary>
    /// <param name="stage">Gets the upstream elements and the token that is cancelled when downstream stops or the run is aborted; it must pass
    /// the token on to whatever it awaits.</param>
    /// <remarks>Emits when the iterator yields; back-pressures when it does not pull; completes when it ends; fails when it throws.</remarks>
    public static Flow<TIn, TOut> From<TIn, TOut>(Func<IAsyncEnumerable<TIn>, CancellationToken, IAsyncEnumerable<TOut>> stage) =>
        new((_, upstream) => new TokenEnumerable<TOut>(token => stage(new TokenEnumerable<TIn>(_ => upstream, token), token)));
}

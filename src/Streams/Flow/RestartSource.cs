using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Nocturne.Streams;

/// <summary>Sources that are started again when they end, after a wait.</summary>
public static class RestartSource
{
    /// <summary>Starts the source again when it has failed or completed.</summary>
    /// <remarks>Emits when the source does; back-pressures when downstream does; completes when the run is drained, or the restarts are used up
    /// after a completion; fails when they are used up after a failure, with that failure.</remarks>
    public static Source<T> WithBackoff<T>(RestartSettings settings, Func<Source<T>> source) => Make(settings, source, onCompletion: true);

    /// <summary>Starts the source again when it has failed; when it completes, so does this.</summary>
    /// <remarks>Emits when the source does; back-pressures when downstream does; completes when the source does or the run is drained; fails when
    /// the restarts are used up.</remarks>
    public static Source<T> OnFailuresWithBackoff<T>(RestartSettings settings, Func<Source<T>> source) => Make(settings, source, onCompletion: false);

    static Source<T> Make<T>(RestartSettings settings, Func<Source<T>> source, bool onCompletion)
    {
        return new(scope => Iterate(scope));

        async IAsyncEnumerable<T> Iterate(StreamScope scope, [EnumeratorCancellation] CancellationToken token = default)
        {
            var random = new Random(settings.Seed);
            var restarts = 0;
            while (true)
            {
                var startedAt = scope.Clock.GetTimestamp();
                Exception? failure = null;
                await using (var elements = Once(scope, token).GetAsyncEnumerator(token))
                {
                    while (true)
                    {
                        try
                        {
                            if (!await elements.MoveNextAsync()) break;
                        }
                        catch (Exception e) when (!token.IsCancellationRequested)
                        {
                            failure = e;
                            break;
                        }
                        yield return elements.Current;
                    }
                }
                if (failure is null && (!onCompletion || scope.Draining.IsCancellationRequested)) yield break;
                if (scope.Clock.GetElapsedTime(startedAt) >= (settings.Within ?? settings.MinBackoff)) restarts = 0;
                if (settings.MaxRestarts >= 0 && restarts >= settings.MaxRestarts)
                {
                    if (failure is not null) ExceptionDispatchInfo.Throw(failure);
                    yield break;
                }
                await WaitAsync(scope, BackoffDelay.After(restarts++, settings.MinBackoff, settings.MaxBackoff, settings.RandomFactor, random), token);
                if (scope.Draining.IsCancellationRequested) yield break;
            }
        }

        // An iterator, so that a source that cannot even be made fails like one that breaks later.
        async IAsyncEnumerable<T> Once(StreamScope scope, [EnumeratorCancellation] CancellationToken token)
        {
            await foreach (var element in source().Build(scope).WithCancellation(token)) yield return element;
        }
    }

    /// <summary>Waits, but not longer than until the run is drained.</summary>
    static async Task WaitAsync(StreamScope scope, TimeSpan wait, CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, scope.Draining);
        try
        {
            await Task.Delay(wait, scope.Clock, either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // Drained: the caller looks.
        }
    }
}

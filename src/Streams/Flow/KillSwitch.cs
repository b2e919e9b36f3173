using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Nocturne.Streams;

/// <summary>Ends streams from outside, at the place where its flow is put in. One switch may be in many streams; the first call wins.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer holds nothing to dispose, and a switch may be pressed after the end of its streams.")]
public sealed class KillSwitch
{
    static readonly Exception Completed = new InvalidOperationException("The switch was shut down.");

    readonly CancellationTokenSource pressed = new();
    Exception? reason;

    /// <summary>A switch that shuts down when a token is cancelled.</summary>
    public static KillSwitch ShutdownOn(CancellationToken token)
    {
        var made = new KillSwitch();
        token.Register(made.Shutdown);
        return made;
    }

    /// <summary>Completes the streams: what is downstream of the switch flows out, what is upstream is cancelled.</summary>
    public void Shutdown() => Press(Completed);

    /// <summary>Fails the streams.</summary>
    public void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Press(cause);
    }

    /// <summary>The flow to put into a stream, best right behind its source.</summary>
    /// <remarks>Emits when upstream does; back-pressures when downstream does; completes when upstream completes or at <see cref="Shutdown"/>;
    /// fails when upstream does or at <see cref="Abort"/>.</remarks>
    public Flow<T, T> Flow<T>()
    {
        return new((_, upstream) => Iterate(upstream));

        async IAsyncEnumerable<T> Iterate(IAsyncEnumerable<T> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, pressed.Token);
            await using var elements = upstream.GetAsyncEnumerator(either.Token);
            while (!pressed.IsCancellationRequested)
            {
                try
                {
                    if (!await elements.MoveNextAsync()) yield break;
                }
                catch (OperationCanceledException) when (pressed.IsCancellationRequested && !token.IsCancellationRequested)
                {
                    break;
                }
                yield return elements.Current;
            }
            if (reason != Completed) ExceptionDispatchInfo.Throw(reason!);
        }
    }

    void Press(Exception cause)
    {
        if (Interlocked.CompareExchange(ref reason, cause, null) is null) _ = pressed.CancelAsync();
    }
}

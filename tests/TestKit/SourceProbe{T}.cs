using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Nocturne.Streams;

namespace Nocturne.TestKit;

/// <summary>A source in the hands of a test: it sees when downstream asks, and answers when told.</summary>
public sealed class SourceProbe<T>
{
    readonly Channel<T> answers = Channel.CreateUnbounded<T>();
    readonly Channel<bool> requests = Channel.CreateUnbounded<bool>();
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int requested;

    public SourceProbe() => Source = Streams.Source.From(Iterate);

    /// <summary>The source, for one run.</summary>
    public Source<T> Source { get; }

    /// <summary>How many elements downstream has asked for so far.</summary>
    public int Requested => Volatile.Read(ref requested);

    /// <summary>Answers a request, this one or the next.</summary>
    public void SendNext(T element) => answers.Writer.TryWrite(element);

    /// <summary>Completes the stream behind the elements sent.</summary>
    public void SendComplete() => answers.Writer.TryComplete();

    /// <summary>Fails the stream behind the elements sent.</summary>
    public void SendError(Exception cause) => answers.Writer.TryComplete(cause);

    /// <summary>Waits until downstream asks for one element more than was seen so far.</summary>
    public async Task ExpectRequestAsync() => await requests.Reader.ReadAsync().Within("a request from downstream");

    /// <summary>Waits until downstream has let go of the source, whether it was at its end or not.</summary>
    public Task ExpectEndAsync() => ended.Task.Within("the source to be let go");

    async IAsyncEnumerable<T> Iterate([EnumeratorCancellation] CancellationToken token)
    {
        try
        {
            while (true)
            {
                Interlocked.Increment(ref requested);
                requests.Writer.TryWrite(true);
                if (!await answers.Reader.WaitToReadAsync(token)) yield break;
                if (answers.Reader.TryRead(out var element)) yield return element;
            }
        }
        finally
        {
            ended.TrySetResult();
        }
    }
}

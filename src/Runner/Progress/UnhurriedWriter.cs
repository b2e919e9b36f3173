using System.Text;
using System.Threading.Channels;

namespace Nocturne.Runner.Progress;

/// <summary>Passes text on to a stream on a thread of its own: who reads slowly, or has stopped the terminal with Ctrl-S, misses lines and holds nobody up.</summary>
sealed class UnhurriedWriter : TextWriter
{
    /// <summary>Pieces of text that wait at most; the oldest go first.</summary>
    const int MostWaiting = 10_000;

    /// <summary>At the end, and where the order of what is said matters, the text is waited for so long.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly TextWriter slow;
    readonly TimeProvider clock;
    readonly Channel<(string Text, TaskCompletionSource? Passed)> waiting = Channel.CreateBounded<(string, TaskCompletionSource?)>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    readonly Task passing;

    public UnhurriedWriter(TextWriter slow, TimeProvider clock)
    {
        (this.slow, this.clock, CoreNewLine) = (slow, clock, slow.NewLine.ToCharArray());
        passing = Task.Factory.StartNew(Pass, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override Encoding Encoding => slow.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value) => waiting.Writer.TryWrite((value ?? "", null));

    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <summary>Waits for all that was written to be passed on, if that does not take long.</summary>
    public override async Task FlushAsync()
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (waiting.Writer.TryWrite(("", passed))) await NotLongAsync(passed.Task).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await NotLongAsync(passing).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    async Task NotLongAsync(Task task)
    {
        try
        {
            await task.WaitAsync(Patience, clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Who sleeps is left alone.
        }
    }

    void Pass()
    {
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (waiting.Reader.TryRead(out var piece))
            {
                Pass(piece.Text);
                piece.Passed?.TrySetResult();
            }
        }
    }

    void Pass(string text)
    {
        try
        {
            slow.Write(text);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The reader has gone away: what is said is lost, the night is not.
        }
    }
}

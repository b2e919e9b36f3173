using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Nocturne.Runner.Live;

/// <summary>Tells one viewer the night, by server-sent events, as fast as it reads and no faster.</summary>
/// <remarks>
/// A viewer's place is a number, not a queue: while it does not read, nothing is kept for it, and when it reads again it gets what is new, or all of it thinned. It is told
/// something at most once a second, and less often the longer the messages are.
/// </remarks>
/// <param name="night">The night.</param>
/// <param name="clock">The clock.</param>
sealed class ViewerStream(LiveNight night, TimeProvider clock)
{
    static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    /// <summary>Bytes a second for a viewer at most, in the long run.</summary>
    const double BytesPerSecond = 200_000;

    /// <summary>After so long without news the viewer is told that the connection lives.</summary>
    static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    /// <summary>Tells the night until the viewer goes away.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="lastEventId">What the viewer saw last, when it comes back; null when it is new.</param>
    /// <param name="watched">Called whenever the viewer takes something.</param>
    /// <param name="token">Cancelled when the viewer goes away, or the page ends.</param>
    public async Task TellAsync(PipeWriter output, string? lastEventId, Action watched, CancellationToken token)
    {
        var seen = Seen(lastEventId);
        await WriteAsync(output, "retry: 1000\n\n"u8.ToArray(), token).ConfigureAwait(false);
        while (!token.IsCancellationRequested)
        {
            watched();
            var message = night.MessageAfter(seen);
            WriteEvent(output, message);
            if ((await output.FlushAsync(token).ConfigureAwait(false)).IsCompleted) return;
            seen = message.Version;
            var pause = TimeSpan.FromSeconds(message.Json.Length / BytesPerSecond);
            await Task.Delay(pause > ShortestPause ? pause : ShortestPause, clock, token).ConfigureAwait(false);
            while (!await ChangesAsync(message.Version, token).ConfigureAwait(false)) await WriteAsync(output, ": still here\n\n"u8.ToArray(), token).ConfigureAwait(false);
        }
    }

    /// <summary>The number in an event's id, when it is one of this telling of the night.</summary>
    long? Seen(string? lastEventId) =>
        lastEventId?.Split('.') is [var epoch, var number] && epoch == night.Epoch && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null;

    async Task<bool> ChangesAsync(long seen, CancellationToken token)
    {
        try
        {
            await night.ChangedAsync(seen).WaitAsync(SignOfLife, clock, token).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    void WriteEvent(PipeWriter output, LiveMessage message)
    {
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {night.Epoch}.{message.Version}\ndata: ")));
        output.Write(message.Json.Span);
        output.Write("\n\n"u8);
    }

    static async Task WriteAsync(PipeWriter output, ReadOnlyMemory<byte> text, CancellationToken token) => await output.WriteAsync(text, token).ConfigureAwait(false);
}

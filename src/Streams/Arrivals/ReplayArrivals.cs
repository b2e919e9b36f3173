using System.Runtime.CompilerServices;
using Nocturne.Core.Astrometry;

namespace Nocturne.Streams.Arrivals;

/// <summary>The files of an archived night as they once arrived: in the order in which their exposures ended, with the pauses of that night, or a multiple of its speed.</summary>
/// <param name="night">The files, with the end of their exposures; those without one (calibration frames) come first.</param>
/// <param name="speed">Seconds of the night in a second; infinite for as fast as possible.</param>
/// <param name="copies">How often the night is told, each time later by its length; the frames of each copy are frames of their own.</param>
/// <param name="clock">The clock.</param>
public sealed class ReplayArrivals(IReadOnlyList<(ArrivedFile File, Mjd? End)> night, double speed, int copies, TimeProvider clock) : IArrivalSource
{
    /// <summary>Files in a batch, when there is no pause between them.</summary>
    const int LargestBatch = 64;

    /// <summary>Seconds between the last frame of a copy and the first of the next: one that no night is likely to have.</summary>
    const double Pause = 10;

    readonly (ArrivedFile File, Mjd? End)[] files = [.. night.OrderBy(entry => entry.End).ThenBy(entry => entry.File.File, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool FilesAreRemembered => false;

    /// <inheritdoc/>
    public bool CanWait => double.IsInfinity(speed);

    /// <inheritdoc/>
    public IReadOnlyList<(ArrivedFile File, string Reason)> Unfinished => [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArrivalBatch> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        var undated = files.TakeWhile(entry => entry.End is null).Count();
        foreach (var batch in files[..undated].Chunk(LargestBatch)) yield return new() { Files = [.. batch.Select(entry => entry.File)] };
        yield return new() { CaughtUp = true };

        var dated = files[undated..];
        if (dated.Length == 0) yield break;
        var first = dated[0].End!.Value;
        var length = dated[^1].End!.Value.SecondsSince(first) + Pause;
        var began = clock.GetTimestamp();
        var waiting = new List<ArrivedFile>(LargestBatch);
        for (var copy = 0; copy < copies; copy++)
        {
            var shift = TimeSpan.FromSeconds(Math.Ceiling(copy * length));
            foreach (var (file, end) in dated)
            {
                token.ThrowIfCancellationRequested();
                var due = double.IsInfinity(speed) ? TimeSpan.Zero : (TimeSpan.FromSeconds(end!.Value.SecondsSince(first)) + shift) / speed;
                var pause = double.IsInfinity(speed) ? TimeSpan.Zero : due - clock.GetElapsedTime(began);
                if (waiting.Count == LargestBatch || (pause > TimeSpan.Zero && waiting.Count > 0))
                {
                    yield return new() { Files = [.. waiting] };
                    waiting.Clear();
                }
                if (pause > TimeSpan.Zero) await Task.Delay(pause, clock, token).ConfigureAwait(false);
                waiting.Add(file with { Shift = shift, FirstSeen = clock.GetUtcNow() });
            }
        }

        if (waiting.Count > 0) yield return new() { Files = [.. waiting] };
    }
}

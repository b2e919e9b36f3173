using System.Collections.Concurrent;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Live;

/// <summary>Takes a look at the last frame of each band, now and then, and only while somebody watches.</summary>
/// <param name="clock">The clock.</param>
/// <param name="taken">Gets what was seen; it must be brief.</param>
sealed class GlimpseTaker(TimeProvider clock, Action<Glimpse> taken)
{
    /// <summary>Time between two looks at a band, at least.</summary>
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The pause is so many times as long as a look: looks cost two percent at most.</summary>
    const int PausePerLook = 50;

    /// <summary>After so long without a viewer nobody watches.</summary>
    static readonly TimeSpan Interest = TimeSpan.FromSeconds(15);

    readonly ConcurrentDictionary<BandKey, (long At, TimeSpan Pause)> last = [];
    long asked = long.MinValue;

    /// <summary>Somebody watches.</summary>
    public void Ask() => Volatile.Write(ref asked, clock.GetTimestamp());

    /// <summary>A look at a frame on its way, while its pixels are there.</summary>
    public void Look(NightFrame frame)
    {
        if (frame.Pixels is null) return;
        var wanted = Volatile.Read(ref asked);
        if (wanted == long.MinValue || clock.GetElapsedTime(wanted) > Interest) return;
        var band = frame.Record.Band;
        if (last.TryGetValue(band, out var before) && clock.GetElapsedTime(before.At) < before.Pause) return;
        var began = clock.GetTimestamp();
        taken(Glimpse.Of(frame));
        var pause = PausePerLook * clock.GetElapsedTime(began);
        last[band] = (clock.GetTimestamp(), pause > ShortestPause ? pause : ShortestPause);
    }
}

using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Live;

/// <summary>Takes a look at the last frame of each band, now and then, and only while somebody watches.</summary>
/// <param name="clock">The clock.</param>
/// <param name="taken">Gets what was seen; it must be brief.</param>
sealed class GlimpseTaker(TimeProvider clock, Action<Glimpse> taken)
{
    /// <summary>Time between two looks at a band: what a look costs is nothing beside it.</summary>
    static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    /// <summary>After so long without a viewer nobody watches.</summary>
    static readonly TimeSpan Interest = TimeSpan.FromSeconds(15);

    readonly System.Collections.Concurrent.ConcurrentDictionary<Streams.Night.BandKey, long> last = [];
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
        if (last.TryGetValue(band, out var before) && clock.GetElapsedTime(before) < Every) return;
        last[band] = clock.GetTimestamp();
        taken(Glimpse.Of(frame));
    }
}

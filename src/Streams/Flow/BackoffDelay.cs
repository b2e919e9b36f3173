namespace Nocturne.Streams;

/// <summary>The wait before something is started again: doubling from a minimum to a maximum, with a share of chance.</summary>
public static class BackoffDelay
{
    /// <summary>min × 2ⁿ, at most max, × (1 + chance × randomFactor).</summary>
    /// <param name="restarts">Restarts before this one, n.</param>
    /// <param name="min">The first wait.</param>
    /// <param name="max">The longest wait before chance is added.</param>
    /// <param name="randomFactor">The largest share that chance adds.</param>
    /// <param name="random">Chance.</param>
    public static TimeSpan After(int restarts, TimeSpan min, TimeSpan max, double randomFactor, Random random)
    {
        var doubled = min.Ticks * Math.Pow(2, restarts);
        var wait = doubled < max.Ticks ? TimeSpan.FromTicks((long)doubled) : max;
        return wait + (wait * (random.NextDouble() * randomFactor));
    }
}

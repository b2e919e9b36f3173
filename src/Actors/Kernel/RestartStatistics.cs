namespace Nocturne.Actors;

/// <summary>Counts the restarts of one child within the window of its supervisor's strategy.</summary>
sealed class RestartStatistics(TimeProvider clock)
{
    int restarts;
    long? windowStart;

    /// <summary>Counts one restart more, if it is allowed.</summary>
    public bool MayRestart(SupervisorStrategy strategy)
    {
        if (strategy.MaxRetries < 0) return true;
        if (strategy.Within is { } window && (windowStart is not { } start || clock.GetElapsedTime(start) >= window))
        {
            windowStart = clock.GetTimestamp();
            restarts = 0;
        }
        return restarts++ < strategy.MaxRetries;
    }
}

namespace Nocturne.Actors.Night;

/// <summary>How the night stands at a moment. Published on the system's event stream every second.</summary>
public sealed record NightStatus
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    public NightPhase Phase { get; init; }

    /// <summary>The bands, in order.</summary>
    public IReadOnlyList<BandStatus> Bands { get; init; } = [];

    /// <summary>Files that were taken so far.</summary>
    public long FilesTaken { get; init; }

    /// <summary>Files that are seen but not whole yet.</summary>
    public int FilesPending { get; init; }

    /// <summary>Bytes of pixels that are held.</summary>
    public long PoolBytes { get; init; }

    /// <summary>Bytes of pixels that may be held.</summary>
    public long PoolBudget { get; init; }

    /// <summary>Frames that wait for room in the pool.</summary>
    public int PoolWaiting { get; init; }

    /// <summary>Moments at which more than one band has a measured frame.</summary>
    public long Simultaneous { get; init; }

    /// <summary>The last of them; null before the first.</summary>
    public SimultaneousFrames? LastSimultaneous { get; init; }

    /// <summary>What keeps files from being taken, in a sentence; null when nothing does.</summary>
    public string? Trouble { get; init; }
}

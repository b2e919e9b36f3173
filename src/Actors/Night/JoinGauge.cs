namespace Nocturne.Actors.Night;

/// <summary>Counts what the bands exposed together; any thread may use it.</summary>
sealed class JoinGauge
{
    long together;
    volatile SimultaneousFrames? last;

    /// <summary>Moments at which more than one band has a frame.</summary>
    public long Together => Interlocked.Read(ref together);

    /// <summary>The last of them; null before the first.</summary>
    public SimultaneousFrames? Last => last;

    public void Add(SimultaneousFrames group)
    {
        if (group.Members.Count < 2) return;
        Interlocked.Increment(ref together);
        last = group;
    }
}

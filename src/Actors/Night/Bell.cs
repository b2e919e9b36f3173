namespace Nocturne.Actors.Night;

/// <summary>Wakes whoever waits for something to do. A ring that nobody heard is not lost: who waits says up to which ring he has looked.</summary>
sealed class Bell
{
    readonly Lock gate = new();
    TaskCompletionSource next = NewRing();
    long rings;

    /// <summary>How often it has rung.</summary>
    public long Rings => Interlocked.Read(ref rings);

    public void Ring()
    {
        lock (gate)
        {
            Interlocked.Increment(ref rings);
            next.SetResult();
            next = NewRing();
        }
    }

    /// <summary>Waits for a ring after the one given.</summary>
    public Task AfterAsync(long heard, CancellationToken token)
    {
        lock (gate) return rings > heard ? Task.CompletedTask : next.Task.WaitAsync(token);
    }

    static TaskCompletionSource NewRing() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace Nocturne.Streams;

/// <summary>A task that ends after a time, unless disposed before.</summary>
sealed class Alarm : IDisposable
{
    readonly TaskCompletionSource rings = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ITimer timer;

    public Alarm(TimeProvider clock, TimeSpan after) => timer = clock.CreateTimer(_ => rings.TrySetResult(), null, after, Timeout.InfiniteTimeSpan);

    public Task Rings => rings.Task;

    public void Dispose() => timer.Dispose();
}

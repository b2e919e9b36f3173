namespace Nocturne.TestKit;

/// <summary>A clock that stands still until it is advanced. Timers fire while it is, on that thread, in the order of their due times.</summary>
public sealed class ManualTime(DateTimeOffset? start = null) : TimeProvider
{
    readonly Lock gate = new();
    readonly SortedSet<ManualTimer> scheduled = new(ManualTimer.ByDueTime);
    readonly List<(int Count, TaskCompletionSource Reached)> watchers = [];
    readonly DateTimeOffset start = start ?? new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    TimeSpan now;
    long timersMade;

    /// <summary>Ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Time since the clock was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (gate) return now;
        }
    }

    /// <summary>Timers that wait to fire.</summary>
    public int ScheduledTimers
    {
        get
        {
            lock (gate) return scheduled.Count;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state, Interlocked.Increment(ref timersMade));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires all timers that are due on the way, each at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(Elapsed + by);
    }

    /// <summary>Moves the clock to the next timer and fires it.</summary>
    /// <returns>By how much the clock was moved.</returns>
    /// <exception cref="ExpectationException">No timer is set.</exception>
    public TimeSpan AdvanceToNextTimer()
    {
        TimeSpan due, from;
        lock (gate)
        {
            from = now;
            due = scheduled.Min?.Due ?? throw new ExpectationException("No timer is set.");
        }
        AdvanceTo(due);
        return due - from;
    }

    /// <summary>Waits until at least so many timers are set: whoever is to wait by this clock waits now.</summary>
    public Task TimersAsync(int count = 1)
    {
        lock (gate)
        {
            if (scheduled.Count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watchers.Add((count, reached));
            return reached.Task.Within($"{count} timers to be set");
        }
    }

    void AdvanceTo(TimeSpan target)
    {
        while (true)
        {
            ManualTimer timer;
            lock (gate)
            {
                if (scheduled.Min is not { } next || next.Due > target)
                {
                    now = target;
                    return;
                }
                timer = next;
                scheduled.Remove(timer);
                now = timer.Due;
                if (timer.Period > TimeSpan.Zero)
                {
                    timer.Due += timer.Period;
                    scheduled.Add(timer);
                }
            }
            timer.Fire();
        }
    }

    void Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            scheduled.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            timer.Due = now + dueTime;
            timer.Period = period;
            scheduled.Add(timer);
            foreach (var (_, reached) in watchers.Where(watcher => watcher.Count <= scheduled.Count)) reached.TrySetResult();
            watchers.RemoveAll(watcher => watcher.Count <= scheduled.Count);
        }
        if (dueTime == TimeSpan.Zero) ThreadPool.QueueUserWorkItem(_ => Advance(TimeSpan.Zero));
    }

    void Unschedule(ManualTimer timer)
    {
        lock (gate) scheduled.Remove(timer);
    }

    sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state, long number) : ITimer
    {
        public static IComparer<ManualTimer> ByDueTime { get; } = Comparer<ManualTimer>.Create((a, b) => (a.Due, a.Number).CompareTo((b.Due, b.Number)));

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; set; }

        long Number => number;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Schedule(this, dueTime, period);
            return true;
        }

        public void Dispose() => time.Unschedule(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

namespace Nocturne.Actors;

/// <summary>Messages an actor sends to itself later. A key names a timer: starting it again replaces it, and a message of the replaced one never
/// arrives.</summary>
/// <remarks>All timers end when the actor stops or restarts. A periodic timer whose last message is still in the mailbox adds no second
/// one.</remarks>
public sealed class TimerScheduler
{
    readonly ActorCell owner;
    readonly TimeProvider clock;
    readonly Dictionary<object, Entry> entries = [];

    internal TimerScheduler(ActorCell owner, TimeProvider clock)
    {
        this.owner = owner;
        this.clock = clock;
    }

    /// <summary>Sends a message once, after a delay.</summary>
    public void StartSingleTimer(object key, object message, TimeSpan delay) => Start(key, message, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Sends a message again and again, first after one interval.</summary>
    public void StartPeriodicTimer(object key, object message, TimeSpan interval) => StartPeriodicTimer(key, message, interval, interval);

    /// <summary>Sends a message again and again.</summary>
    public void StartPeriodicTimer(object key, object message, TimeSpan initialDelay, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Start(key, message, initialDelay, interval);
    }

    /// <summary>Whether a timer of that key is set.</summary>
    public bool IsTimerActive(object key) => entries.ContainsKey(key);

    /// <summary>Ends a timer; its message does not arrive even if it is in the mailbox.</summary>
    public void Cancel(object key)
    {
        if (entries.Remove(key, out var entry)) entry.Timer?.Dispose();
    }

    /// <summary>Ends all timers.</summary>
    public void CancelAll()
    {
        foreach (var entry in entries.Values) entry.Timer?.Dispose();
        entries.Clear();
    }

    internal bool Accept(Fired fired)
    {
        if (!entries.TryGetValue(fired.Key, out var entry) || entry != fired.Entry) return false;
        Volatile.Write(ref entry.Waiting, 0);
        if (!entry.Periodic) Cancel(fired.Key);
        return true;
    }

    void Start(object key, object message, TimeSpan delay, TimeSpan period)
    {
        Cancel(key);
        var entry = new Entry { Periodic = period != Timeout.InfiniteTimeSpan };
        entries[key] = entry;
        var fired = new Fired(key, entry, message);
        entry.Timer = clock.CreateTimer(
            _ =>
            {
                if (Interlocked.Exchange(ref entry.Waiting, 1) == 0) owner.TellControl(fired);
            },
            null,
            delay,
            period);
    }

    internal sealed record Fired(object Key, Entry Entry, object Message);

    internal sealed class Entry
    {
        public int Waiting;

        public ITimer? Timer { get; set; }

        public bool Periodic { get; init; }
    }
}

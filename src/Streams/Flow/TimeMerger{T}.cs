using System.Diagnostics.CodeAnalysis;
using Nocturne.Core.Astrometry;

namespace Nocturne.Streams;

/// <summary>Decides which element of several inputs is the next in time, and whether that is certain. No threads, no waiting.</summary>
sealed class TimeMerger<T>(int inputs, Func<T, Mjd> time, TimeSpan? idleLimit, TimeProvider clock)
{
    readonly Input[] states = [.. Enumerable.Range(0, inputs).Select(_ => new Input { EmptySince = clock.GetTimestamp() })];
    Mjd? frontier;

    public int Inputs => inputs;

    /// <summary>Called with the number of the input when one of its elements has left.</summary>
    public Action<int>? Released { get; set; }

    public Mjd TimeOf(T element) => time(element);

    public void Add(int input, T element)
    {
        states[input].Waiting.Enqueue(element);
        states[input].Idle = false;
    }

    public void Finish(int input) => states[input].Finished = true;

    /// <summary>Looks at the clock: inputs that have been silent for too long are idle from now on, until they have an element again.</summary>
    public void LookAtClock()
    {
        foreach (var state in states) state.Idle = state.Waiting.Count == 0 && UntilIdle(state) <= TimeSpan.Zero;
    }

    /// <summary>Nothing waits and nothing is waited for: the input has completed or is idle.</summary>
    public bool IsSilent(int input) => states[input] is { Waiting.Count: 0 } state && (state.Finished || state.Idle);

    public bool TryPeek(int input, [MaybeNullWhen(false)] out T element) => states[input].Waiting.TryPeek(out element);

    public T TakeFrom(int input)
    {
        var state = states[input];
        var element = state.Waiting.Dequeue();
        if (state.Waiting.Count == 0) state.EmptySince = clock.GetTimestamp();
        Released?.Invoke(input);
        return element;
    }

    /// <summary>Takes the oldest element if no older one can come, or one that is late already.</summary>
    public bool TryTake([MaybeNullWhen(false)] out TimedElement<T> taken)
    {
        taken = null;
        var oldest = -1;
        var oldestTime = default(Mjd);
        var certain = true;
        for (var i = 0; i < states.Length; i++)
        {
            if (!TryPeek(i, out var head))
            {
                certain &= IsSilent(i);
                continue;
            }
            var its = time(head);
            if (oldest >= 0 && its >= oldestTime) continue;
            oldest = i;
            oldestTime = its;
        }
        var late = oldestTime < frontier;
        if (oldest < 0 || !(certain || late)) return false;
        if (!late) frontier = oldestTime;
        taken = new(oldest, TakeFrom(oldest), late);
        return true;
    }

    /// <summary>Time until the next input counts as idle, not positive when the clock should be looked at again; null when none is waited
    /// for.</summary>
    public TimeSpan? UntilIdle()
    {
        TimeSpan? soonest = null;
        foreach (var state in states)
        {
            if (state.Finished || state.Idle || state.Waiting.Count > 0 || UntilIdle(state) is not { } left) continue;
            if (soonest is null || left < soonest) soonest = left;
        }
        return soonest;
    }

    public void DiscardElements()
    {
        foreach (var state in states)
        {
            while (state.Waiting.TryDequeue(out var element)) Discard.Element(element);
        }
    }

    TimeSpan? UntilIdle(Input state) => idleLimit - clock.GetElapsedTime(state.EmptySince);

    sealed class Input
    {
        public Queue<T> Waiting { get; } = new();

        public bool Finished { get; set; }

        public bool Idle { get; set; }

        public long EmptySince { get; set; }
    }
}

namespace Nocturne.Actors;

/// <summary>The orderly end: phases one after the other, the tasks of a phase side by side, run once.</summary>
/// <remarks>A task that fails or exceeds the time of its phase is logged and reported; the next phase begins all the same.</remarks>
public sealed class CoordinatedShutdown
{
    readonly Lock gate = new();
    readonly ActorSystem system;
    readonly List<Registered> tasks = [];
    readonly Dictionary<ShutdownPhase, TimeSpan> timeouts = [];
    Task<IReadOnlyList<ShutdownFault>>? running;

    internal CoordinatedShutdown(ActorSystem system)
    {
        this.system = system;
        AddTask(ShutdownPhase.StopActors, "stop all actors", _ => system.TerminateAsync());
    }

    /// <summary>Time of a phase unless set otherwise.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Why the shutdown was begun; null before.</summary>
    public string? Reason { get; private set; }

    /// <summary>Adds something to do in a phase.</summary>
    /// <param name="phase">When.</param>
    /// <param name="name">For logs and reports.</param>
    /// <param name="task">Its token is cancelled when the time of the phase is over.</param>
    /// <exception cref="InvalidOperationException">The shutdown has begun.</exception>
    public void AddTask(ShutdownPhase phase, string name, Func<CancellationToken, Task> task)
    {
        lock (gate)
        {
            if (running is not null) throw new InvalidOperationException($"'{name}' comes too late: the shutdown has begun.");
            tasks.Add(new(phase, name, task));
        }
    }

    /// <summary>Sets the time of a phase.</summary>
    /// <exception cref="InvalidOperationException">The shutdown has begun.</exception>
    public void SetTimeout(ShutdownPhase phase, TimeSpan timeout)
    {
        lock (gate)
        {
            if (running is not null) throw new InvalidOperationException($"The time of {phase} comes too late: the shutdown has begun.");
            timeouts[phase] = timeout;
        }
    }

    /// <summary>Begins the shutdown, or joins the one that was begun.</summary>
    /// <param name="reason">For the log; that of the first call counts.</param>
    /// <returns>What went wrong on the way; empty when nothing did.</returns>
    public Task<IReadOnlyList<ShutdownFault>> RunAsync(string reason)
    {
        lock (gate)
        {
            if (running is not null) return running;
            Reason = reason;
            return running = Task.Run(RunPhasesAsync);
        }
    }

    async Task<IReadOnlyList<ShutdownFault>> RunPhasesAsync()
    {
        system.Log.ShuttingDown(Reason!);
        var faults = new List<ShutdownFault>();
        foreach (var phase in Enum.GetValues<ShutdownPhase>())
        {
            using var timeout = new CancellationTokenSource(timeouts.GetValueOrDefault(phase, DefaultTimeout), system.Clock);
            var outcomes = await Task.WhenAll(tasks.Where(task => task.Phase == phase).Select(task => RunTaskAsync(task, timeout.Token)));
            faults.AddRange(outcomes.OfType<ShutdownFault>());
        }
        return faults;
    }

    async Task<ShutdownFault?> RunTaskAsync(Registered task, CancellationToken timeout)
    {
        try
        {
            await Task.Run(() => task.Body(timeout), CancellationToken.None).WaitAsync(timeout);
            return null;
        }
        catch (Exception e)
        {
            var cause = timeout.IsCancellationRequested && e is OperationCanceledException
                ? new TimeoutException($"'{task.Name}' did not end within the time of the phase {task.Phase}.")
                : e;
            system.Log.ShutdownTaskFailed(task.Phase, task.Name, cause);
            return new(task.Phase, task.Name, cause);
        }
    }

    sealed record Registered(ShutdownPhase Phase, string Name, Func<CancellationToken, Task> Body);
}

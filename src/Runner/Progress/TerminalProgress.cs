using Spectre.Console;

namespace Nocturne.Runner.Progress;

/// <summary>Bars with rate and remaining time, for a terminal.</summary>
sealed class TerminalProgress : IProgressView
{
    readonly Dictionary<string, ProgressTask> rows = [];
    readonly Lock gate = new();
    readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task drawing;
    readonly IAnsiConsole console;
    ProgressContext context = null!;

    public TerminalProgress(IAnsiConsole console)
    {
        this.console = console;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        drawing = console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new FrameRateColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                context = progress;
                started.SetResult();
                await finished.Task.ConfigureAwait(false);
            });
        started.Task.GetAwaiter().GetResult();
    }

    public void Begin(string name, int total)
    {
        lock (gate) rows[name] = context.AddTask(Markup.Escape(name), maxValue: Math.Max(total, 1));
    }

    public void Advance(string name, int done)
    {
        lock (gate)
        {
            if (rows.TryGetValue(name, out var row)) row.Value = done;
        }
    }

    public void Say(string sentence) => console.MarkupLineInterpolated($"{sentence}");

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var row in rows.Values) row.StopTask();
        }
        finished.TrySetResult();
        drawing.GetAwaiter().GetResult();
    }
}

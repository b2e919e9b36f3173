using System.CommandLine;
using Nocturne.Actors;
using Nocturne.Actors.Night;
using Nocturne.Runner.Commands;

namespace Nocturne.Runner.Progress;

/// <summary>Shows on standard error how a night that runs stands: one line that is written anew on a terminal, a line a minute elsewhere.</summary>
sealed class LiveDisplay(TextWriter? output, bool inPlace) : IDisposable
{
    static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    readonly Lock gate = new();
    DateTimeOffset lastLine;
    int written;

    public static LiveDisplay Create(CommonOptions common, ParseResult parsed, CommandOutput output) =>
        new(common.IsQuiet(parsed) ? null : output.Errors, output.Errors == Console.Error && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null);

    public void Listen(ActorSystem system) => system.EventStream.Subscribe<NightStatus>(Show);

    public void Dispose()
    {
        lock (gate)
        {
            if (written > 0) output?.WriteLine();
            written = 0;
        }
    }

    void Show(NightStatus status)
    {
        if (output is null) return;
        lock (gate)
        {
            if (!inPlace && status.At - lastLine < BetweenLines && status.Phase != NightPhase.Ended) return;
            lastLine = status.At;
            var line = StatusLine.Of(status);
            if (inPlace)
            {
                output.Write($"\r{line.PadRight(written)}");
                written = line.Length;
            }
            else
            {
                output.WriteLine(line);
            }
        }
    }
}

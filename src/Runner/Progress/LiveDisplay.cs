using System.CommandLine;
using Microsoft.Extensions.Logging;
using Nocturne.Actors;
using Nocturne.Actors.Night;
using Nocturne.Runner.Commands;

namespace Nocturne.Runner.Progress;

/// <summary>Shows on standard error how a night that runs stands: one line that is written anew on a terminal, a line a minute elsewhere.</summary>
sealed class LiveDisplay(TextWriter? output, bool inPlace, StatusFile? file) : IDisposable
{
    static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    readonly Lock gate = new();
    DateTimeOffset lastLine;
    int written;

    /// <param name="common">Whether progress is wanted.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="output">Where the command writes.</param>
    /// <param name="statusFile">Path of the status file; null for none.</param>
    /// <param name="log">Where it is said that the file cannot be written.</param>
    public static LiveDisplay Create(CommonOptions common, ParseResult parsed, CommandOutput output, string? statusFile, ILogger log) => new(
        common.IsQuiet(parsed) ? null : output.Errors,
        output.Errors == Console.Error && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null,
        statusFile is null ? null : new(statusFile, log));

    public void Listen(ActorSystem system)
    {
        system.EventStream.Subscribe<NightStatus>(Show);
        file?.Listen(system);
    }

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

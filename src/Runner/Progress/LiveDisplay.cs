using System.CommandLine;
using Microsoft.Extensions.Logging;
using Nocturne.Actors;
using Nocturne.Actors.Night;
using Nocturne.Runner.Commands;

namespace Nocturne.Runner.Progress;

/// <summary>Shows on standard error how a night that runs stands: one line that is written anew on a terminal, a line a minute elsewhere.</summary>
sealed class LiveDisplay(TextWriter? output, bool inPlace, StatusFile? file) : IAsyncDisposable
{
    static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    readonly Lock gate = new();
    DateTimeOffset lastLine;
    int written;

    /// <param name="common">Whether progress is wanted.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="output">Where the command writes.</param>
    /// <param name="screen">The error stream, which must hold nobody up.</param>
    /// <param name="statusFile">Path of the status file; null for none.</param>
    /// <param name="log">Where it is said that the file cannot be written.</param>
    public static LiveDisplay Create(CommonOptions common, ParseResult parsed, CommandOutput output, UnhurriedWriter screen, string? statusFile, ILogger log) => new(
        common.IsQuiet(parsed) ? null : screen,
        output.Errors == Console.Error && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null,
        statusFile is null ? null : new(statusFile, log, output.Clock));

    public void Listen(ActorSystem system)
    {
        system.EventStream.Subscribe<NightStatus>(Show);
        file?.Listen(system);
    }

    /// <summary>Ends the line, and sees to it that what follows on the screen follows it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (written > 0) output?.WriteLine("");
            written = 0;
        }
        if (output is not null) await output.FlushAsync().ConfigureAwait(false);
        if (file is not null) await file.DisposeAsync().ConfigureAwait(false);
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

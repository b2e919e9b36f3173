using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Nocturne.Runner.Progress;
using Nocturne.Runner.Settings;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Spectre.Console;

namespace Nocturne.Runner.Commands;

/// <summary>Options that several commands share: settings, verbosity.</summary>
sealed class CommonOptions
{
    readonly Option<string[]> settingsFiles = new("--settings") { Description = "File with settings of your own (HOCON); may be given several times.", DefaultValueFactory = _ => [] };
    readonly Option<string[]> assignments = new("--set") { Description = "One setting, as key=value; may be given several times.", DefaultValueFactory = _ => [] };
    readonly Option<string?> instrument = new("--instrument") { Description = "Header dialect, when it should not be chosen from the headers." };
    readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress." };
    readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Log what happens." };

    /// <summary>Adds the options to a command.</summary>
    public CommonOptions AddTo(Command command)
    {
        foreach (var option in new Option[] { settingsFiles, assignments, instrument }) command.Options.Add(option);
        return AddProgressTo(command);
    }

    /// <summary>Adds only the options on verbosity, for a command without settings.</summary>
    public CommonOptions AddProgressTo(Command command)
    {
        foreach (var option in new Option[] { quiet, verbose }) command.Options.Add(option);
        return this;
    }

    /// <summary>The settings of a command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="more">Assignments that other options of the command stand for.</param>
    /// <exception cref="Hocon.HoconException">A setting is wrong.</exception>
    public NocturneSettings Settings(ParseResult parsed, params IEnumerable<string> more)
    {
        var overrides = parsed.GetValue(assignments)!.Concat(more).ToList();
        if (parsed.GetValue(instrument) is { } dialect) overrides.Add($"instrument.dialect={dialect}");
        return SettingsLoader.Load(parsed.GetValue(settingsFiles)!, overrides);
    }

    /// <summary>Whether no progress is wanted.</summary>
    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(quiet);

    /// <summary>Bars on a terminal, lines elsewhere, nothing when quiet.</summary>
    public IProgressView Progress(ParseResult parsed, CommandOutput output)
    {
        if (parsed.GetValue(quiet)) return new QuietProgress();
        if (Console.IsErrorRedirected || output.Errors != Console.Error || parsed.GetValue(verbose)) return new PlainProgress(output.Errors, TimeProvider.System);
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output.Errors), Ansi = Environment.GetEnvironmentVariable("NO_COLOR") is null ? AnsiSupport.Detect : AnsiSupport.No });
        return console.Profile.Capabilities.Interactive ? new TerminalProgress(console) : new PlainProgress(output.Errors, TimeProvider.System);
    }

    /// <summary>Logs for people: warnings and worse on the error stream, everything when verbose; and what the settings want in a file.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="output">Where the command writes.</param>
    /// <param name="log">What is logged, and to which file.</param>
    /// <param name="folder">Folder of the results, where the log lies unless the settings say otherwise.</param>
    public ILoggerFactory Logs(ParseResult parsed, CommandOutput output, LogSettings log, string folder)
    {
        var shown = parsed.GetValue(verbose) ? LogEventLevel.Debug : LogEventLevel.Warning;
        var kept = Enum.Parse<LogEventLevel>(log.Level.ToString());
        var configuration = new LoggerConfiguration().MinimumLevel.Is(shown < kept ? shown : kept).WriteTo.Sink(new TextSink(output.Errors, inFull: parsed.GetValue(verbose)), shown);
        if (log.File != "none")
        {
            var file = log.File == "auto" ? Path.Combine(folder, "nocturne.log") : log.File;
            configuration = configuration.WriteTo.File(file, kept, formatProvider: CultureInfo.InvariantCulture);
        }
        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }
}

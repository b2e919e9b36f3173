using System.CommandLine;
using System.Globalization;
using Nocturne.Runner.Hocon;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary>The command line: <c>nocturne</c> and its commands.</summary>
static class NocturneCommand
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">Arguments.</param>
    /// <param name="output">Results.</param>
    /// <param name="errors">Progress and errors.</param>
    /// <param name="clock">The clock by which nights run; that of the system when null.</param>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, TimeProvider? clock = null)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var parsed = Create(new(output, errors) { Clock = clock ?? TimeProvider.System }).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await errors.WriteLineAsync(error.Message).ConfigureAwait(false);
            await errors.WriteLineAsync($"'nocturne {string.Join(' ', args.TakeWhile(arg => !arg.StartsWith('-')).Take(1))} --help' shows how it is used.").ConfigureAwait(false);
            return (int)ExitCode.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = errors }).ConfigureAwait(false);
        }
        catch (Exception fault) when (Explain(fault) is { } explained)
        {
            await errors.WriteLineAsync(fault.Message).ConfigureAwait(false);
            return (int)explained;
        }
        catch (Exception fault)
        {
            await errors.WriteLineAsync($"Nocturne failed in a way it should not. Please report this with what you did:\n{fault}").ConfigureAwait(false);
            return (int)ExitCode.InternalError;
        }
    }

    static RootCommand Create(CommandOutput output)
    {
        var root = new RootCommand("Turns the frames of several cameras into light curves, while the night is still running or from the archive.");
        root.Subcommands.Add(ReduceCommand.Create(output));
        root.Subcommands.Add(WatchCommand.Create(output));
        root.Subcommands.Add(ReplayCommand.Create(output));
        root.Subcommands.Add(ServeCommand.Create(output));
        root.Subcommands.Add(FinalizeCommand.Create(output));
        root.Subcommands.Add(NightCommand.Create(output));
        root.Subcommands.Add(InspectCommand.Create(output));
        root.Subcommands.Add(FlatsCommand.Create(output));
        root.Subcommands.Add(ExportCommand.Create(output));
        root.Subcommands.Add(LightcurveCommand.Create(output));
        root.Subcommands.Add(PeriodCommand.Create(output));
        root.Subcommands.Add(PlotCommand.Create(output));
        root.Subcommands.Add(ForcedCommand.Create(output));
        root.Subcommands.Add(VetCommand.Create(output));
        root.Subcommands.Add(MeasureCommand.Create(output));
        root.Subcommands.Add(DetectCommand.Create(output));
        root.Subcommands.Add(BackgroundCommand.Create(output));
        root.Subcommands.Add(SimulateCommand.Create(output));
        root.Subcommands.Add(DemoCommand.Create(output));
        return root;
    }

    /// <summary>The exit code of a fault that the user can do something about; null for a fault of the program.</summary>
    static ExitCode? Explain(Exception fault) => fault switch
    {
        CommandException command => command.Code,
        HoconException => ExitCode.Usage,
        StoreException => ExitCode.OutputFailed,
        OperationCanceledException => ExitCode.Interrupted,
        _ => null,
    };
}

using System.CommandLine;
using Microsoft.Extensions.Logging;
using Nocturne.Runner.Progress;
using Nocturne.Runner.Reduction;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne finalize OUT</c>: from provisional to definitive.</summary>
static class FinalizeCommand
{
    public static Command Create(CommandOutput output)
    {
        var night = new Argument<string>("OUT") { Description = "Folder of a night that was watched, replayed or reduced." };
        var withoutMissing = new Option<bool>("--without-missing") { Description = "Give up frames whose files are not there any more." };
        var command = new Command("finalize", "Makes the results of a night definitive: catalogue and rows are made anew from the whole night, where that changes anything.\n\nExample: nocturne finalize tonight-reduced\n\nIt may be interrupted; until its end the provisional results stay as they are.") { night, withoutMissing };
        var common = new CommonOptions().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(night)!);
            if (!NightStore.Exists(folder)) throw new CommandException(ExitCode.UnusableInput, $"{parsed.GetValue(night)}: no reduced night here; 'nocturne watch' or 'nocturne reduce' makes one.");
            var settings = common.Settings(parsed);
            PhotometerFactory.Check(settings);
            using var logs = common.Logs(parsed, output, settings.Log, folder);
            using var interrupt = new UserInterrupt(output.Errors);
            return (int)await FinalizeAsync(settings, folder, parsed.GetValue(withoutMissing), common.Progress(parsed, output), logs.CreateLogger("nocturne"), output, interrupt.Token, impatience: new(canceled: true)).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Makes a night definitive and says how it went.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="folder">The night's folder.</param>
    /// <param name="withoutMissing">Whether frames whose files are gone are given up.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="log">The log.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="interrupt">Cancelled when the user wants to stop.</param>
    /// <param name="impatience">Cancelled when a full disk is not waited for: the user is there.</param>
    public static async Task<ExitCode> FinalizeAsync(NocturneSettings settings, string folder, bool withoutMissing, IProgressView progress, ILogger log, CommandOutput output, CancellationToken interrupt, CancellationToken impatience)
    {
        using (progress)
        {
            var finalization = new NightFinalization(settings, HeaderReading.From(settings), progress, log, output.Clock);
            if (await RoomOnDisk.InsistAsync(() => finalization.FinalizeAsync(folder, withoutMissing, interrupt), log, output.Clock, impatience).ConfigureAwait(false) is { } result) return NightVerdict.Tell(result, folder, output);
        }
        output.Results.WriteLine("The night is definitive: nothing would come out differently.");
        return ExitCode.Success;
    }
}

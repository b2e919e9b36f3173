using System.CommandLine;
using Nocturne.Actors.Night;
using Nocturne.Runner.Reduction;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne reduce NIGHT --out OUT</c>: the main job.</summary>
static class ReduceCommand
{
    public static Command Create(CommandOutput output)
    {
        var night = new Argument<string[]>("NIGHT") { Description = "Folder with the frames, or files.", Arity = ArgumentArity.OneOrMore };
        var folder = new Option<string>("--out", "-o") { Description = "Folder for the results.", Required = true };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Search the folder's subfolders too." };
        var photometers = new Option<string?>("--photometers", "-p") { Description = "Photometers, separated by commas: aperture, optimal, psf, deblended; each also with _annulus behind, and with forced_ or linked_ in front." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Begin anew when the folder holds a night already." };
        var command = new Command("reduce", "Reduces a night of frames to light curves.\n\nExample: nocturne reduce ~/nights/2024-06-08 --out 2024-06-08-reduced\n\nStop with Ctrl-C; the same command goes on where it stopped.")
        {
            night, folder, recursive, photometers, overwrite,
        };
        var common = new CommonOptions().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var settings = common.Settings(parsed, parsed.GetValue(photometers) is { } labels ? [$"reduce.photometers=[{labels}]"] : []);
            PhotometerFactory.Check(settings);
            var files = NightFiles.Find(parsed.GetValue(night)!, parsed.GetValue(recursive) || settings.Input.Subfolders, settings.Input);
            if (parsed.GetValue(overwrite)) NightFolder.Clear(parsed.GetValue(folder)!);
            using var logs = common.Logs(parsed, output, settings.Log, parsed.GetValue(folder)!);
            using var interrupt = new UserInterrupt(output.Errors);
            NightResult result;
            using (var progress = common.Progress(parsed, output))
            {
                var reduction = new NightReduction(settings, HeaderReading.From(settings), progress, logs.CreateLogger("nocturne"), TimeProvider.System);
                result = await reduction.ReduceAsync(files, parsed.GetValue(folder)!, interrupt.Token).ConfigureAwait(false);
            }
            return (int)NightVerdict.Tell(result, parsed.GetValue(folder)!, output);
        });
        return command;
    }
}

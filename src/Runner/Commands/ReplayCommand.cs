using System.CommandLine;
using System.Globalization;
using Nocturne.Actors.Night;
using Nocturne.Runner.Live;
using Nocturne.Runner.Progress;
using Nocturne.Runner.Reduction;
using Nocturne.Streams.Arrivals;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne replay NIGHT --speed 100</c>: an archived night once more, as it once arrived.</summary>
static class ReplayCommand
{
    public static Command Create(CommandOutput output)
    {
        var night = new Argument<string[]>("NIGHT") { Description = "Folder with the frames, or files.", Arity = ArgumentArity.OneOrMore };
        var folder = new Option<string?>("--out", "-o") { Description = "Folder for the results." };
        var into = new Option<string?>("--into") { Description = "Write the files into this folder, one after the other, for another program to watch, instead of reducing them." };
        var speed = new Option<string>("--speed", "-s") { Description = "Seconds of the night in a second, or max.", DefaultValueFactory = _ => "1" };
        var copies = new Option<int>("--copies") { Description = "Tell the night so often, each time later by its length.", DefaultValueFactory = _ => 1 };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Search the folder's subfolders too." };
        var statusJson = new Option<string?>("--status-json") { Description = "Keep a JSON file that says how the night stands, renewed every second." };
        var command = new Command("replay", "Replays an archived night in the order and with the pauses of its exposures, and reduces it like a night that runs.\n\nExample: nocturne replay ~/nights/2024-06-08 --speed 100 --out rehearsal\nExample: nocturne replay ~/nights/2024-06-08 --speed 10 --into /data/tonight")
        {
            night, folder, into, speed, copies, recursive, statusJson,
        };
        var common = new CommonOptions().AddTo(command);
        var serving = new ServeOptionSet().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var settings = common.Settings(parsed, serving.Assignments(parsed));
            PhotometerFactory.Check(settings);
            var (results, target) = (parsed.GetValue(folder), parsed.GetValue(into));
            if (results is null == target is null) throw new CommandException(ExitCode.Usage, "Say where the night goes: --out OUT to reduce it, or --into DIR to write its files for another program.");
            var files = NightFiles.Find(parsed.GetValue(night)!, parsed.GetValue(recursive) || settings.Input.Subfolders, settings.Input);
            await using var screen = new UnhurriedWriter(output.Errors, output.Clock);
            using var logs = common.Logs(parsed, output with { Errors = screen }, settings.Log, results ?? Path.GetTempPath());
            using var interrupt = new UserInterrupt(output.Errors);
            var clock = output.Clock;
            var read = HeaderReading.From(settings);
            var archive = await ArchivedNight.ReadAsync(files, read, interrupt.Token).ConfigureAwait(false);
            var arrivals = new ReplayArrivals(archive, Speed(parsed.GetValue(speed)!), Math.Max(1, parsed.GetValue(copies)), clock);
            if (target is not null)
            {
                await ArchivedNight.WriteAsync(arrivals, target, interrupt.Token).ConfigureAwait(false);
                output.Results.WriteLine(target);
                return (int)(interrupt.Token.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success);
            }

            await using var live = await LiveSession.StartAsync(settings, Path.GetFullPath(results!), logs.CreateLogger("nocturne"), clock).ConfigureAwait(false);
            if (live.Url is { } url) output.Errors.WriteLine($"Live page: {url}");
            NightResult result;
            await using (var display = LiveDisplay.Create(common, parsed, output, screen, parsed.GetValue(statusJson), logs.CreateLogger("nocturne")))
            {
                var watch = new NightWatch(settings, read, logs.CreateLogger("nocturne"), clock) { Look = live.Look };
                result = await watch.WatchAsync(new(files.Root, files.Recursive), Path.GetFullPath(results!), _ => arrivals, system => { display.Listen(system); live.Listen(system); }, interrupt.Token).ConfigureAwait(false);
            }
            return (int)NightVerdict.Tell(result, results!, output);
        });
        return command;
    }

    /// <exception cref="CommandException">The text is no speed.</exception>
    static double Speed(string text)
    {
        if (text == "max") return double.PositiveInfinity;
        return double.TryParse(text.TrimEnd('x'), NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed > 0
            ? speed
            : throw new CommandException(ExitCode.Usage, $"--speed must be a number above zero, or max, but is '{text}'.");
    }
}

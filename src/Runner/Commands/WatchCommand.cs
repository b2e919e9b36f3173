using System.CommandLine;
using Nocturne.Actors.Night;
using Nocturne.Runner.Hocon;
using Nocturne.Runner.Live;
using Nocturne.Runner.Progress;
using Nocturne.Runner.Reduction;
using Nocturne.Streams.Arrivals;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne watch DIR --out OUT</c>: reduces frames as they arrive.</summary>
static class WatchCommand
{
    public static Command Create(CommandOutput output)
    {
        var watched = new Argument<string>("DIR") { Description = "Folder in which frames appear. It may be empty or away at first." };
        var folder = new Option<string>("--out", "-o") { Description = "Folder for the results.", Required = true };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Watch the folder's subfolders too." };
        var untilIdle = new Option<string?>("--until-idle") { Description = "End when nothing has arrived for so long, such as '10 minutes'. Without it: until Ctrl-C." };
        var finalize = new Option<bool>("--finalize") { Description = "Make the results definitive at the end, from the whole night." };
        var statusJson = new Option<string?>("--status-json") { Description = "Keep a JSON file that says how the night stands, renewed every second." };
        var command = new Command("watch", "Reduces frames while the night runs: a file is taken when it is whole, and measured at once.\n\nExample: nocturne watch /data/tonight --out tonight-reduced\nExample: nocturne watch /data/tonight --out tonight-reduced --serve 127.0.0.1:8080\n\nStop with Ctrl-C; the same command goes on where it stopped.")
        {
            watched, folder, recursive, untilIdle, finalize, statusJson,
        };
        var common = new CommonOptions().AddTo(command);
        var serving = new ServeOptionSet().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var settings = common.Settings(parsed, serving.Assignments(parsed));
            PhotometerFactory.Check(settings);
            var (root, results) = (Path.GetFullPath(parsed.GetValue(watched)!), Path.GetFullPath(parsed.GetValue(folder)!));
            await using var screen = new UnhurriedWriter(output.Errors, output.Clock);
            using var logs = common.Logs(parsed, output with { Errors = screen }, settings.Log, results);
            using var interrupt = new UserInterrupt(output.Errors);
            var options = new FolderOptions
            {
                Patterns = settings.Input.Patterns,
                Exclude = settings.Input.Exclude,
                Recursive = parsed.GetValue(recursive) || settings.Input.Subfolders,
                Except = results,
                Poll = settings.Arrivals.Poll.Value,
                Settle = settings.Arrivals.Settle.Value,
                Patience = settings.Arrivals.Patience.Value,
                Hints = settings.Arrivals.Hints,
                UntilIdle = OptionalDuration(parsed.GetValue(untilIdle), "--until-idle"),
            };
            var clock = output.Clock;
            await using var live = await LiveSession.StartAsync(settings, results, logs.CreateLogger("nocturne"), clock).ConfigureAwait(false);
            if (live.Url is { } url) output.Errors.WriteLine($"Live page: {url}");
            var night = new NightWatch(settings, HeaderReading.From(settings), logs.CreateLogger("nocturne"), clock) { Look = live.Look };
            NightResult result;
            await using (var display = LiveDisplay.Create(common, parsed, output, screen, parsed.GetValue(statusJson), logs.CreateLogger("nocturne")))
            {
                result = await night.WatchAsync(new(root, options.Recursive), results, store => new FolderArrivals(root, options, store.IsTaken, clock), system => { display.Listen(system); live.Listen(system); }, interrupt.Token).ConfigureAwait(false);
            }
            if (!parsed.GetValue(finalize) || result.StoreFailure is not null) return (int)NightVerdict.Tell(result, parsed.GetValue(folder)!, output);
            return (int)await FinalizeCommand.FinalizeAsync(settings, results, withoutMissing: false, common.Progress(parsed, output), logs.CreateLogger("nocturne"), output, CancellationToken.None, impatience: interrupt.Token).ConfigureAwait(false);
        });
        return command;
    }

    /// <exception cref="CommandException">The text is no duration.</exception>
    internal static TimeSpan? OptionalDuration(string? text, string option)
    {
        try
        {
            return text is null ? null : Duration.Parse(text).Value;
        }
        catch (FormatException fault)
        {
            throw new CommandException(ExitCode.Usage, $"{option} {fault.Message}", fault);
        }
    }
}

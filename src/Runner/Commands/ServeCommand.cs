using System.CommandLine;
using Nocturne.Runner.Live;
using Nocturne.Runner.Telemetry;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne serve OUT</c>: the live page of a night that is done, or that another program is at.</summary>
static class ServeCommand
{
    const string Usual = "127.0.0.1:8080";

    public static Command Create(CommandOutput output)
    {
        var night = new Argument<string>("OUT") { Description = "Folder of a night." };
        var command = new Command("serve", $"Shows a reduced night in a browser, at {Usual} unless --serve says otherwise. While another program goes on with it, the page follows.\n\nExample: nocturne serve tonight-reduced --serve 127.0.0.1:9000") { night };
        var common = new CommonOptions().AddTo(command);
        var serving = new ServeOptionSet().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(night)!);
            if (!NightStore.Exists(folder)) throw new CommandException(ExitCode.UnusableInput, $"{parsed.GetValue(night)}: no reduced night here; 'nocturne watch' or 'nocturne reduce' makes one.");
            var settings = common.Settings(parsed, serving.Assignments(parsed));
            var address = ServeAddress.Parse(settings.Page.Serve == "none" ? Usual : settings.Page.Serve);
            using var logs = common.Logs(parsed, output, settings.Log with { File = "none" }, folder);
            using var interrupt = new UserInterrupt(output.Errors);
            using var metrics = new PrometheusPage();
            var clock = TimeProvider.System;
            var live = new LiveNight(clock, settings.Reduce.Photometers[0], settings.Page.Hours, settings.Photometry.ApertureScale);
            await using var server = await LiveServer.StartAsync(address, LiveSession.TokenOf(settings.Page), live, () => { }, metrics.Write, logs.CreateLogger("nocturne"), clock).ConfigureAwait(false);
            output.Results.WriteLine(server.Url);
            try
            {
                await new StoredNightFeed(live, folder, settings.Page.Hours, clock).FollowAsync(interrupt.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The user has seen enough.
            }
            return (int)ExitCode.Success;
        });
        return command;
    }
}

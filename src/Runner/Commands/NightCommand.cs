using System.CommandLine;
using System.Globalization;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne night OUT</c>: how a night stands, while it runs or later.</summary>
static class NightCommand
{
    public static Command Create(CommandOutput output)
    {
        var night = new Argument<string>("OUT") { Description = "Folder of a night." };
        var rejected = new Option<bool>("--rejected") { Description = "List the frames and files that have no rows, with the reasons." };
        var why = new Option<string[]>("--why") { Description = "FRAME SOURCE: how the point of that source in that frame came about.", Arity = new(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "FRAME SOURCE" };
        var json = new Option<bool>("--json") { Description = "Write JSON instead of text." };
        var command = new Command("night", "Shows how a night stands: frames by state, the last frame, cadence, level. It may be asked while the night runs.\n\nExample: nocturne night tonight-reduced\nExample: nocturne night tonight-reduced --why 240101g200000004o.fits 3") { night, rejected, why, json };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(night)!;
            if (!NightStore.Exists(folder)) throw new CommandException(ExitCode.UnusableInput, $"{folder}: no night here; 'nocturne watch' or 'nocturne reduce' makes one.");
            using var reader = NightReader.Open(folder);
            var asJson = parsed.GetValue(json);
            if (parsed.GetValue(why) is { Length: 2 } point)
            {
                if (!int.TryParse(point[1], NumberStyles.None, CultureInfo.InvariantCulture, out var source)) throw new CommandException(ExitCode.Usage, $"--why: '{point[1]}' is not the number of a source.");
                PointProvenance.Of(reader, point[0], source).Write(output.Results, asJson);
            }
            else if (parsed.GetValue(rejected)) RejectedFrames.Write(reader, output.Results, asJson);
            else NightOverview.Write(reader, output.Results, asJson);
        });
        return command;
    }
}

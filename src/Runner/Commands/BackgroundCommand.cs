using System.CommandLine;
using System.Globalization;
using Nocturne.Runner.Measuring;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne background IMAGE</c>: the sky of an image and its scatter.</summary>
static class BackgroundCommand
{
    public static Command Create(CommandOutput output)
    {
        var common = new FrameOptionSet("FITS file: the level, and the rms in the extension RMS.");
        var options = new BackgroundOptionSet();
        var subtracted = new Option<string?>("--subtracted") { Description = "FITS file for the image without its background." };
        var command = new Command("background", "Measures the background of an image box by box.\n\nExample: nocturne background image.fits --bg-size 64 --out sky.fits") { subtracted };
        common.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var frame = common.Frame(parsed);
            var mesh = options.Estimate(parsed, frame, common.Mask(parsed, frame));
            if (mesh.IsEmpty) throw new CommandException(ExitCode.UnusableInput, $"{frame.Path}: no pixel can be used, so there is no background; look at the image and the mask.");
            BackgroundFile.Write(common.Target(parsed), mesh, frame.Unit);
            if (parsed.GetValue(subtracted) is { } path)
            {
                var pixels = new float[mesh.Width * mesh.Height];
                mesh.Subtract(frame.Image.View, pixels);
                BackgroundFile.WriteImage(path, "SUBTRACTED", frame.Unit, mesh.Width, mesh.Height, pixels);
            }

            if (!common.IsQuiet(parsed))
                output.Results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{common.Target(parsed)}: level {mesh.GlobalLevel:g6}, rms {mesh.GlobalRms:g6}, {mesh.Columns} x {mesh.Rows} boxes"));
            if (common.IsVerbose(parsed))
                foreach (var status in mesh.Status.ToArray().GroupBy(status => status)) output.Errors.WriteLine($"{status.Count()} boxes: {status.Key}");
            return (int)ExitCode.Success;
        });
        return command;
    }
}

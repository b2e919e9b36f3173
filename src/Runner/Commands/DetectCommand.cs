using System.CommandLine;
using Nocturne.Core.Detection;
using Nocturne.Runner.Measuring;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne detect IMAGE</c>: the sources of one image.</summary>
static class DetectCommand
{
    public static Command Create(CommandOutput output)
    {
        var common = new FrameOptionSet("Table of the sources: .csv, .ecsv or .fits.");
        var (options, background) = (new DetectOptionSet(), new BackgroundOptionSet());
        var command = new Command("detect", "Finds the sources of an image and measures their shapes and fluxes.\n\nExample: nocturne detect image.fits --threshold 3 --out sources.ecsv");
        common.AddTo(command);
        options.AddTo(command);
        background.AddTo(command);
        command.SetAction(parsed =>
        {
            var target = common.Target(parsed);
            TableFiles.Check(target);
            var sigmas = options.Threshold(parsed);
            if (!(sigmas > 0) || double.IsInfinity(sigmas)) throw new CommandException(ExitCode.Usage, $"--threshold is {sigmas} but must be a positive number (3 to 5 is usual).");
            var segmentation = options.IsSegmentation(parsed);
            if (segmentation && options.Error(parsed) is not null)
                throw new CommandException(ExitCode.Usage, "--err does not go with --method segmentation, which takes the rms of the background; use --method sep.");
            var frame = common.Frame(parsed);
            var input = common.Input(parsed, frame, options.Background(parsed), options.Error(parsed));
            var mesh = background.Estimate(parsed, frame, input.Mask);
            if (mesh.IsEmpty) throw new CommandException(ExitCode.UnusableInput, $"{frame.Path}: no pixel can be used; look at the image and the mask.");
            var run = new DetectionRun(input, mesh);
            var labels = options.LabelsTarget(parsed) is null ? [] : new int[mesh.Width * mesh.Height];
            var found = segmentation
                ? run.Segments(sigmas, options.Segmentation(parsed), mesh, labels)
                : run.Extract(sigmas, options.Extraction(parsed), labels);
            var auto = options.Auto(parsed);
            (DetectedSource, AutoFlux)[] rows = [.. found.Select(source => (source, run.Measure(source, auto)))];
            if (options.LabelsTarget(parsed) is { } path) BackgroundFile.WriteImage(path, "SEGMENTS", null, mesh.Width, mesh.Height, labels);
            TableFiles.Write(target, "SOURCES", DetectedColumns.Of(rows, frame.Unit), [("image", Path.GetFileName(frame.Path))]);
            if (!common.IsQuiet(parsed)) output.Results.WriteLine($"{target}: {rows.Length} sources");
            if (common.IsVerbose(parsed)) output.Errors.WriteLine(FormattableString.Invariant($"{frame.Path}: background {mesh.GlobalLevel:g6}, rms {mesh.GlobalRms:g6}"));
            if (rows.Length > 0) return (int)ExitCode.Success;
            output.Errors.WriteLine($"{frame.Path}: no source above {sigmas} rms; lower --threshold or look at the image.");
            return (int)ExitCode.NothingReduced;
        });
        return command;
    }
}

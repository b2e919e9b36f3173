using System.CommandLine;
using Nocturne.Core.Photometry;
using Nocturne.Core.Tables;
using Nocturne.Runner.Measuring;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne measure IMAGE --sources FILE</c>: measures a list of sources in one image.</summary>
static class MeasureCommand
{
    public static Command Create(CommandOutput output)
    {
        var (common, options, deblend) = (new FrameOptionSet("Table of the measurements: .csv, .ecsv or .fits."), new MeasureOptionSet(), new DeblendOptionSet());
        var command = new Command(
            "measure",
            "Measures sources in an image: apertures, optimal extraction, PSF fits, or apertures freed from their neighbours' light.\n\n"
            + "Example: nocturne measure image.fits --sources stars.csv --method optimal --fwhm 3.2 --aper 1.5 --bkgann 5,7 --gain 1.6 --out fluxes.ecsv");
        common.AddTo(command);
        options.AddTo(command);
        deblend.AddTo(command);
        command.SetAction(parsed =>
        {
            var target = common.Target(parsed);
            TableFiles.Check(target);
            var sources = options.Sources(parsed);
            var frame = common.Frame(parsed);
            var settings = options.Options(parsed, frame);
            var input = options.Input(parsed, common, frame);
            if (common.IsVerbose(parsed)) output.Errors.WriteLine($"{frame.Path}: {frame.Image.Width} x {frame.Image.Height} pixels, {sources.Count} sources");
            IReadOnlyList<TableColumn> columns;
            if (options.IsDeblended(parsed))
            {
                if (settings.EmitBackground) throw new CommandException(ExitCode.Usage, "--save-bg does not go with --method deblended; 'nocturne background' writes the background.");
                var run = new DeblendedRun(input, sources, settings);
                var rows = run.Measure(deblend.Options(parsed, settings, sources), deblend.Columns(parsed));
                columns = MeasuredColumns.Of(sources.Table, rows, deblend.Diagnostics(parsed), frame.Unit);
                if (!common.IsQuiet(parsed)) run.Notes.ForEach(output.Errors.WriteLine);
            }
            else
            {
                var result = OptionText.Valid(() => SourcePhotometry.Measure(input, sources.Sources, settings));
                columns = MeasuredColumns.Of(sources.Table, result.Sources, settings, frame.Unit);
                if (result.Background is { } mesh) BackgroundFile.Write(options.BackgroundTarget(parsed)!, mesh, frame.Unit);
            }

            TableFiles.Write(target, "MEASURED", columns, [("image", Path.GetFileName(frame.Path)), ("options", CommandLine(parsed))]);
            var measured = columns.Single(column => column.Name == "flux").ToDoubles().Count(double.IsFinite);
            if (!common.IsQuiet(parsed)) output.Results.WriteLine($"{target}: {measured} of {sources.Count} sources measured");
            return (int)Judge(target, measured, sources.Count, output);
        });
        return command;
    }

    static ExitCode Judge(string target, int measured, int listed, CommandOutput output)
    {
        if (measured > 0) return ExitCode.Success;
        output.Errors.WriteLine(listed == 0 ? $"{target}: holds no rows, as the list of sources has none." : $"{target}: no source has a flux that was wanted; the flags, if there are rows, tell why.");
        return ExitCode.NothingReduced;
    }

    /// <summary>The options as they were given, for the header of the table.</summary>
    static string CommandLine(ParseResult parsed) => string.Join(' ', parsed.Tokens.Select(token => token.Value));
}

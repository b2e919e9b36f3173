using System.CommandLine;
using System.Text.Json;
using Nocturne.Runner.Forced;
using Nocturne.Runner.Reduction;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Forced;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne forced IMAGE… --catalog CAT</c>: measures the sources of a catalogue where they should be, in calibrated images.</summary>
static class ForcedCommand
{
    static readonly InputSettings Images = new() { Patterns = ["*.asdf", "*.fits", "*.fit", "*.fts", "*.fits.gz", "*.fits.fz"], Subfolders = false };

    public static Command Create(CommandOutput output)
    {
        var options = new ForcedOptionSet();
        var images = new Argument<string[]>("IMAGE") { Description = "Calibrated images with a coordinate system: ASDF files of the Roman telescope or FITS files; or a folder of them.", Arity = ArgumentArity.OneOrMore };
        var target = new Option<string>("--out", "-o") { Description = "A table (.csv, .ecsv, .fits), or a folder for tables, light curves, pictures and a page.", Required = true };
        var overwrite = new Option<bool>("--overwrite") { Description = "Begin anew when the folder holds results already." };
        var json = new Option<bool>("--json") { Description = "Write the summary as JSON." };
        var command = new Command(
            "forced",
            "Forced aperture photometry: sums at the sky positions of a catalogue, local sky, area map, encircled energy, janskys and AB magnitudes. Several images make light curves.\n\n"
            + "Example: nocturne forced r0001_wfi01_f106_cal.asdf --catalog sources.ecsv --area area.asdf --ee ee.ecsv --aperture 3 --annulus 20,25 --out photometry") { images, target, overwrite, json };
        options.AddTo(command);
        var common = new CommonOptions().AddProgressTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var path = parsed.GetValue(target)!;
            var files = Find(parsed.GetValue(images)!);
            var recipe = options.Recipe(parsed) with { CompareGrowth = !ForcedTable.IsTable(path) };
            using var interrupt = new UserInterrupt(output.Errors);
            ForcedResult result;
            using (var progress = common.Progress(parsed, output))
            {
                var run = new ForcedRun(recipe, options.Settings(parsed), progress, TimeProvider.System);
                if (!ForcedTable.IsTable(path) && parsed.GetValue(overwrite)) new ForcedProducts(path).Clear();
                result = await (ForcedTable.IsTable(path) ? run.ToTableAsync(files, path, interrupt.Token) : run.ToFolderAsync(files, path, interrupt.Token)).ConfigureAwait(false);
            }

            return (int)Tell(result, parsed.GetValue(json), output);
        });
        return command;
    }

    static ForcedFile[] Find(string[] names)
    {
        var found = NightFiles.Find(names, recursive: false, Images);
        return [.. found.Paths.Select(path => new ForcedFile(path, Path.GetRelativePath(found.Root, path).Replace('\\', '/')))];
    }

    static ExitCode Tell(ForcedResult result, bool json, CommandOutput output)
    {
        if (json) output.Results.WriteLine(JsonSerializer.Serialize(new { result.Images, result.Products, result.Interrupted }, ForcedRun.Json));
        else
        {
            foreach (var image in result.Images.Where(image => image.Failure is null)) ForcedText.Write(image, output.Results);
            if (result.Products.Count > 0) output.Results.WriteLine(result.Products[0]);
        }

        foreach (var failure in result.Images.Select(image => image.Failure).OfType<string>()) output.Errors.WriteLine(failure);
        if (result.Interrupted) output.Errors.WriteLine("Interrupted. In a folder, what is done is kept, and the same command goes on from here.");
        return Judge(result);
    }

    static ExitCode Judge(ForcedResult result)
    {
        if (result.Interrupted) return ExitCode.Interrupted;
        if (result.Images.All(image => image.Failure is not null)) return ExitCode.UnusableInput;
        if (result.Images.All(image => image.Measured == 0)) return ExitCode.NothingReduced;
        return result.Images.Any(image => image.Failure is not null) ? ExitCode.PartlyReduced : ExitCode.Success;
    }
}

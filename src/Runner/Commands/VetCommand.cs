using System.CommandLine;
using Nocturne.Core.Vetting;
using Nocturne.Runner.Vetting;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne vet CHECK FILE…</c> and <c>nocturne vet night OUT</c>: looks at the pixels behind a dip.</summary>
static class VetCommand
{
    public static Command Create(CommandOutput output) => new(
        "vet",
        "Looks at the pixels behind a dip, in target pixel files of TESS and Kepler, cut-outs, and those that Nocturne writes. Several files of one star are sectors side by side.\n\n"
        + "Example: nocturne vet aperture sector55_tp.fits sector75_tp.fits --period 14.2423724 --epoch 3540.26317 --duration 4.046 --page vetting")
    {
        Files("aperture", "Does the depth depend on the aperture? If it grows with the radius, a neighbour dims.", output, "V10"),
        Files("ghost", "Does the light that is missing look like a ghost, or like scattered light?", output, "V20"),
        Files("all", "All checks, on one page.", output, "V10", "V20"),
        Night(output),
    };

    static Command Files(string name, string description, CommandOutput output, params string[] ids)
    {
        var (options, delivery) = (new VetOptionSet(), new VetDelivery(name));
        var files = new Argument<string[]>("FILE") { Description = "Target pixel files (.fits, .fits.gz).", Arity = ArgumentArity.OneOrMore };
        var command = new Command(name, $"{description}\n\nExample: nocturne vet {name} sector55_tp.fits --period 14.2423724 --epoch 3540.26317 --duration 4.046") { files };
        delivery.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed => (int)delivery.Deliver(VetOutcome.Of(parsed.GetValue(files)!, options.Request(parsed), ids), parsed, output));
        return command;
    }

    static Command Night(CommandOutput output)
    {
        var (options, delivery) = (new VetOptionSet(), new VetDelivery("night"));
        var folder = new Argument<string>("OUT") { Description = "Folder of a reduced night, or of one that is being reduced." };
        var star = new Option<int>("--target", "-t") { Description = "Number of the star in the catalogue.", Required = true };
        var bands = new Option<string[]>("--band") { Description = "Bands to look at, such as 1:g; all unless given.", DefaultValueFactory = _ => [] };
        var stamps = new Option<string?>("--stamps") { Description = "Folder for the pixels as target pixel files, one for each band." };
        var command = new Command("night",
            "All checks for a star of a night whose pixels were kept ('nocturne reduce --set stamps.sources=[3]'), while it runs or after it. Bands stand side by side.\n\n"
            + "Example: nocturne vet night 2024-06-08-reduced --target 3 --period 1.2 --epoch 2460469.61 --duration 1.5 --page vetting")
        { folder, star, bands, stamps };
        delivery.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = options.Request(parsed, NightSectors.Scale(parsed.GetValue(folder)!));
            var night = new NightSectors(parsed.GetValue(folder)!, parsed.GetValue(star), request);
            var sectors = night.Read(parsed.GetValue(bands)!);
            foreach (var remark in night.Remarks) output.Errors.WriteLine(remark);
            if (parsed.GetValue(stamps) is { } target)
            {
                foreach (var sector in sectors)
                {
                    using var written = new MemoryStream();
                    TargetPixelWriter.Write(written, sector.File!);
                    AtomicFile.Write(Path.Combine(target, $"star{parsed.GetValue(star)}_{sector.Key.Replace(':', '_')}_tp.fits"), file => file.Write(written.ToArray()));
                }
            }

            return (int)delivery.Deliver(VetOutcome.Of(sectors, request, ["V10", "V20"]), parsed, output);
        });
        return command;
    }
}

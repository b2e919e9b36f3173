using System.CommandLine;
using System.Text;
using Nocturne.Runner.Vetting;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne vet CHECK FILE…</c>: looks at the pixels behind a dip.</summary>
static class VetCommand
{
    public static Command Create(CommandOutput output) => new(
        "vet",
        "Looks at the pixels behind a dip, in target pixel files of TESS and Kepler, cut-outs, and those that Nocturne writes. Several files of one star are sectors side by side.\n\n"
        + "Example: nocturne vet aperture sector55_tp.fits sector75_tp.fits --period 14.2423724 --epoch 3540.26317 --duration 4.046 --page vetting")
    {
        Check("aperture", "Does the depth depend on the aperture? If it grows with the radius, a neighbour dims.", output, "V10"),
        Check("ghost", "Does the light that is missing look like a ghost, or like scattered light?", output, "V20"),
        Check("all", "All checks, on one page.", output, "V10", "V20"),
    };

    static Command Check(string name, string description, CommandOutput output, params string[] ids)
    {
        var options = new VetOptionSet();
        var files = new Argument<string[]>("FILE") { Description = "Target pixel files (.fits, .fits.gz).", Arity = ArgumentArity.OneOrMore };
        var target = new Option<string?>("--out", "-o") { Description = "File for the JSON, in place of the standard output, which then gets a few lines to read." };
        var page = new Option<string?>("--page") { Description = $"Folder for a page that needs no network ({name}.html) and the plots as PNG files." };
        var brief = new Option<bool>("--brief") { Description = "Leave arrays and images out of the JSON." };
        var command = new Command(name, description) { files, target, page, brief };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var outcome = VetOutcome.Of(parsed.GetValue(files)!, options.Request(parsed), ids);
            foreach (var remark in VetText.Remarks(outcome)) output.Errors.WriteLine(remark);
            if (outcome.Code == ExitCode.UnusableInput) return (int)outcome.Code;
            if (parsed.GetValue(page) is { } folder) VetPage.Write(outcome, folder, name);
            var json = outcome.Json(withDetail: !parsed.GetValue(brief));
            if (parsed.GetValue(target) is { } path)
            {
                AtomicFile.Write(path, file => file.Write(json));
                foreach (var line in VetText.Lines(outcome)) output.Results.WriteLine(line);
            }
            else output.Results.Write(Encoding.UTF8.GetString(json));

            return (int)outcome.Code;
        });
        return command;
    }
}

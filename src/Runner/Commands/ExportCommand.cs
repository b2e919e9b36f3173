using System.CommandLine;
using Nocturne.Streams.Export;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne export OUT</c>: writes the products of a reduced night again, or in another form.</summary>
static class ExportCommand
{
    public static Command Create(CommandOutput output)
    {
        var night = new Argument<string>("OUT") { Description = "Folder of a reduced night." };
        var format = new Option<string>("--format", "-f") { Description = "all: light curves, ECSV, FITS, ledger. score: one table a photometer, for comparison with a reference.", DefaultValueFactory = _ => "all" };
        format.AcceptOnlyFromAmong("all", "score");
        var label = new Option<string>("--label", "-l") { Description = "Photometer of the score table.", DefaultValueFactory = _ => "forced_aperture" };
        var target = new Option<string?>("--out", "-o") { Description = "File for the score table, folder for all." };
        var command = new Command("export", "Writes the products of a reduced night.\n\nExample: nocturne export 2024-06-08-reduced --format score --label forced_aperture --out product.csv") { night, format, label, target };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(night)!;
            if (!NightStore.Exists(folder)) throw new CommandException(ExitCode.UnusableInput, $"{folder}: no reduced night here; 'nocturne reduce NIGHT --out {folder}' makes one.");
            using var reader = NightReader.Open(folder);
            var to = parsed.GetValue(target);
            if (parsed.GetValue(format) == "score") WriteScore(reader, parsed.GetValue(label)!, to ?? throw new CommandException(ExitCode.Usage, "--format score needs --out FILE."));
            else NightExports.WriteAll(reader, to ?? folder);
            output.Results.WriteLine(to ?? folder);
        });
        return command;
    }

    static void WriteScore(NightReader night, string label, string file)
    {
        var labels = night.LightCurves().Select(curve => curve.Photometer).Distinct().ToArray();
        if (!labels.Contains(label))
            throw new CommandException(ExitCode.UnusableInput, $"This night was not measured with '{label}'; it has {string.Join(", ", labels.DefaultIfEmpty("no light curves"))}.");
        ScoreTable.Write(night, file, label);
    }
}

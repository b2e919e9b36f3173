using System.CommandLine;
using Nocturne.Runner.Curves;
using Nocturne.Runner.Measuring;
using Nocturne.Streams.Export;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne export OUT</c>: writes the products of a reduced night again, or in another form.</summary>
static class ExportCommand
{
    static readonly string[] Formats = ["all", "csv", "ecsv", "fits", "opticam", "aavso", "hipercam", "score", "simultaneous", "sky"];

    public static Command Create(CommandOutput output)
    {
        var curve = new CurveOptionSet();
        var format = new Option<string>("--format", "-f")
        {
            Description = "all: light curves, ECSV, FITS, ledger; or one of csv, ecsv, fits. opticam: its folders and columns. aavso: a star's report. hipercam: a log as of its reduce. score: one table a photometer, for comparison with a reference. simultaneous: each star in all bands at once, with colours. sky: transparency and guiding from all cameras.",
            DefaultValueFactory = _ => "all",
        };
        format.AcceptOnlyFromAmong(Formats);
        var label = new Option<string?>("--label", "-l") { Description = "Photometer of the score table or the HiPERCAM log." };
        var target = new Option<string?>("--out", "-o") { Description = "File for a score table, an AAVSO report or a HiPERCAM log; folder for the others." };
        var names = new Option<string>("--opticam-names") { Description = "opticam: names and columns of version 0.5 (g-band_source_1.csv), of phoptic (1:g_source_1.csv), or both.", DefaultValueFactory = _ => "both" };
        var starts = new Option<bool>("--start-times") { Description = "opticam: times of the beginnings of the exposures, as version 0.5 wrote them, in place of the middles." };
        var command = new Command(
            "export",
            "Writes the products of a reduced night. All formats are made from the same rows.\n\n"
            + "Examples: nocturne export 2024-06-08 --format opticam --out for-my-notebooks\n          nocturne export 2024-06-08 --format aavso --target 3 --name \"DP Leo\" --observer XYZ --out dp-leo.txt");
        curve.AddTo(command);
        var aavso = new AavsoExport(curve);
        foreach (var option in new Option[] { format, label, target, names, starts }) command.Options.Add(option);
        aavso.AddTo(command);
        var common = new CommonOptions().AddTo(command);
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(curve.Night)!;
            var (kind, to) = (parsed.GetValue(format)!, parsed.GetValue(target));
            string File() => to ?? throw new CommandException(ExitCode.Usage, $"--format {kind} needs --out FILE.");
            if (kind == "aavso")
            {
                foreach (var path in aavso.Write(parsed, common.Settings(parsed), File())) output.Results.WriteLine(path);
                return;
            }

            if (!NightStore.Exists(folder)) throw new CommandException(ExitCode.UnusableInput, $"{folder}: no reduced night here; 'nocturne reduce NIGHT --out {folder}' makes one.");
            using var reader = NightReader.Open(folder);
            switch (kind)
            {
                case "score": ScoreTable.Write(reader, File(), Label(reader, parsed.GetValue(label))); break;
                case "hipercam": HipercamRows.Of(reader, Label(reader, parsed.GetValue(label))).Write(File()); break;
                case "opticam":
                    to ??= Path.Combine(folder, "opticam");
                    new OpticamFiles(reader, to, OptionText.Choice(parsed, names, ("both", OpticamNames.Both), ("0.5", OpticamNames.Version05), ("phoptic", OpticamNames.Phoptic)), parsed.GetValue(starts)).Write();
                    break;
                case "simultaneous":
                    to ??= Path.Combine(folder, SimultaneousTable.FileName);
                    if (!SimultaneousTable.Write(() => NightReader.Open(folder), to, parsed.GetValue(label) is { } named ? Label(reader, named) : null))
                        throw new CommandException(ExitCode.UnusableInput, $"{folder}: no star has one number in two bands, so none can be shown in both; 'nocturne night {folder}' tells why.");
                    break;
                case "sky":
                    to ??= Path.Combine(folder, CommonSkyTable.FileName);
                    CommonSkyTable.Write(CommonSkyTable.Of(reader), to);
                    break;
                case "csv": NightExports.Write(reader, to ?? folder, NightFormats.LightCurves | NightFormats.Tables); break;
                case "ecsv": NightExports.Write(reader, to ?? folder, NightFormats.Ecsv); break;
                case "fits": NightExports.Write(reader, to ?? folder, NightFormats.Fits); break;
                default: NightExports.WriteAll(reader, to ?? folder); break;
            }

            output.Results.WriteLine(to ?? folder);
        });
        return command;
    }

    /// <summary>The photometer that is asked for; the one that is shown unless one is.</summary>
    static string Label(NightReader night, string? label)
    {
        var labels = night.LightCurves().Select(curve => curve.Photometer).Distinct().ToArray();
        label ??= labels.Contains("forced_aperture") ? "forced_aperture" : labels.OrderBy(known => !known.StartsWith("forced_", StringComparison.Ordinal)).FirstOrDefault() ?? "forced_aperture";
        return labels.Contains(label) ? label
            : throw new CommandException(ExitCode.UnusableInput, $"This night was not measured with '{label}'; it has {string.Join(", ", labels.DefaultIfEmpty("no light curves"))}.");
    }
}

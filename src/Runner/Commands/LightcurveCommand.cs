using System.CommandLine;
using Nocturne.Runner.Curves;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne lightcurve OUT --target N --out F.csv</c>: target over comparison stars.</summary>
static class LightcurveCommand
{
    public static Command Create(CommandOutput output)
    {
        var options = new CurveOptionSet();
        var file = new Option<string?>("--out", "-o") { Description = "File for the light curve: .csv, .ecsv or .fits; a summary goes beside it (.json)." };
        var colour = new Option<string?>("--colour") { Description = "The colour of two bands in place of the light curve, such as g-r." };
        var within = new Option<double?>("--within") { Description = "Largest distance in time of two exposures that make a colour, in seconds; unless given, exposures must overlap by half." };
        var columns = new Option<string>("--columns") { Description = "nocturne, or opticam (BMJD, rel_flux, rel_flux_err; one file a band, PREFIX_g-band_light_curve.csv for --out PREFIX).", DefaultValueFactory = _ => "nocturne" };
        columns.AcceptOnlyFromAmong("nocturne", "opticam");
        var json = new Option<bool>("--json") { Description = "Write the summary as JSON to the standard output." };
        var command = new Command(
            "lightcurve",
            "The light curve of a star against its comparison stars, which are learnt from the night: variable, saturated, blended and missing ones are left out, each with its reason.\n\n"
            + "Example: nocturne lightcurve 2024-06-08 --target 3 --out star3.csv --bin 60s --detrend airmass,fwhm");
        options.AddTo(command);
        foreach (var option in new Option[] { file, colour, within, columns, json }) command.Options.Add(option);
        var common = new CommonOptions().AddTo(command);
        command.SetAction(parsed =>
        {
            var (night, curves, request) = CurveMaking.Make(parsed, options, common.Settings(parsed));
            var path = parsed.GetValue(file);
            if (parsed.GetValue(colour) is { } name) WriteColour(name, curves, parsed.GetValue(within), path ?? throw new CommandException(ExitCode.Usage, "--colour needs --out FILE."), night);
            else if (path is not null && parsed.GetValue(columns) == "opticam") WriteAsOpticam(curves, request, path);
            else if (path is not null) Write(curves, request, path, night);
            var summary = CurveSummary.Json(night, curves, request);
            if (path is not null) AtomicFile.Write(Path.ChangeExtension(path, ".json"), written => written.Write(System.Text.Encoding.UTF8.GetBytes(summary)));
            if (parsed.GetValue(json)) output.Results.Write(summary);
            else foreach (var line in CurveSummary.Lines(curves)) output.Results.WriteLine(line);
        });
        return command;
    }

    static void Write(IReadOnlyList<BandLightCurve> curves, CurveRequest request, string path, NightCurves night)
    {
        CurveRow[] rows = [.. curves.SelectMany(curve => CurveRows.Of(curve, request))];
        RowTables.Write(path, CurveRows.Columns(rows, request.BinDays > 0), rows, "LIGHTCURVE", Facts(night, curves));
    }

    static void WriteColour(string name, IReadOnlyList<BandLightCurve> curves, double? within, string path, NightCurves night)
    {
        var parts = name.Split('-', StringSplitOptions.TrimEntries);
        BandLightCurve Find(string band) => curves.Where(curve => curve.Band.Band.ToString() == band || curve.Band.Band.Filter == band).ToArray() switch
        {
            [var one] => one,
            _ => throw new CommandException(ExitCode.Usage, $"--colour takes two bands such as g-r, not '{name}'; the star is measured in {string.Join(", ", curves.Select(curve => curve.Band.Band))}."),
        };
        if (parts.Length != 2) throw new CommandException(ExitCode.Usage, $"--colour takes two bands with a dash between them, such as g-r, not '{name}'.");
        var rows = ColourRows.Of(Find(parts[0]), Find(parts[1]), within);
        if (rows.Count == 0) throw new CommandException(ExitCode.UnusableInput, $"No exposures of {parts[0]} and {parts[1]} were taken at the same time; allow for some distance with --within SECONDS.");
        RowTables.Write(path, ColourRows.Columns(name, rows), rows, "COLOUR", Facts(night, curves));
    }

    /// <summary>The file that opticam's notebooks read, one for each band.</summary>
    static void WriteAsOpticam(IReadOnlyList<BandLightCurve> curves, CurveRequest request, string path)
    {
        foreach (var curve in curves)
        {
            RowColumn<CurveRow>[] columns =
            [
                new RowColumn<CurveRow>.Number(curve.Band.IsBarycentric ? "BMJD" : "MJD", "d", "Middle of the exposure.", row => curve.Band.IsBarycentric ? row.Bmjd : row.Mjd),
                new RowColumn<CurveRow>.Number("rel_flux", null, "Target over comparisons.", row => row.Flux),
                new RowColumn<CurveRow>.Number("rel_flux_err", null, "Its standard deviation.", row => row.Error),
            ];
            // Without an extension the name is opticam's prefix.
            var name = !Path.HasExtension(path) ? $"{path}_{PortableName.Of(curve.Band.Band.Filter)}-band_light_curve.csv" : curves.Count == 1 ? path : Path.ChangeExtension(path, null) + $"_{PortableName.Of(curve.Band.Band)}{Path.GetExtension(path)}";
            RowTables.Write(name, columns, CurveRows.Of(curve, request).Where(row => double.IsFinite(row.Flux)), "LIGHTCURVE", []);
        }
    }

    static IReadOnlyList<(string, string)> Facts(NightCurves night, IReadOnlyList<BandLightCurve> curves) =>
    [
        ("program", $"Nocturne {ProgramVersion.Text}"),
        ("settings_digest", night.Info.SettingsDigest),
        ("target", FormattableString.Invariant($"{curves[0].Target}")),
        ("photometer", curves[0].Band.Photometer),
        .. curves.Select(curve => ("comparisons", $"{curve.Band.Band}: {DifferentialCurves.Numbers(curve.Ensemble.Used.Select(star => star.Number))}")),
    ];
}

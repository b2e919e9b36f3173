using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nocturne.Core.LightCurves;
using Nocturne.Runner.Curves;
using Nocturne.Runner.Measuring;
using Nocturne.Runner.Plots;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne period OUT --target N</c>: the period of a star, in all bands together.</summary>
static class PeriodCommand
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static Command Create(CommandOutput output)
    {
        var options = new CurveOptionSet();
        var shortest = new Option<string?>("--min") { Description = "Shortest period, such as 30s or 2m (a bare number counts days); twice the time between frames unless given." };
        var longest = new Option<string?>("--max") { Description = "Longest period; the length of the night unless given." };
        var model = new Option<string>("--model") { Description = "per-band: each band has its own amplitude and phase; shared: one sinusoid for all, which finds weaker signals that are the same in all.", DefaultValueFactory = _ => "per-band" };
        var epoch = new Option<double?>("--epoch") { Description = "Time of phase 0 in MJD on the curve's own scale; the first point unless given." };
        var folder = new Option<string?>("--out", "-o") { Description = "Folder for the periodogram (CSV, PNG) and the folded light curve (PNG); plots in OUT unless given." };
        var with = new Option<string[]>("--with", "-w") { Description = "Light curve of the star on another night, as 'nocturne lightcurve' wrote it; may be given several times. Bands are told by their names.", DefaultValueFactory = _ => [] };
        var json = new Option<bool>("--json") { Description = "Write the result as JSON." };
        var command = new Command(
            "period",
            "The period of a star: a least-squares periodogram of all bands together, with the probability that noise made the highest peak, and the folded light curve.\n\n"
            + "Example: nocturne period 2024-06-08 --target 3 --min 2m --max 3h --bands all\nExample: nocturne period 2024-06-08 --target 3 --with 2024-06-09-star5.csv");
        options.AddTo(command);
        foreach (var option in new Option[] { shortest, longest, model, epoch, folder, with, json }) command.Options.Add(option);
        var common = new CommonOptions().AddTo(command);
        command.SetAction(parsed =>
        {
            var bands = OptionText.Choice(parsed, model, ("shared", MultiBandModel.SharedSinusoid), ("per-band", MultiBandModel.SinusoidPerBand));
            var (night, tonight, _) = CurveMaking.Make(parsed, options, common.Settings(parsed));
            var curves = OtherNight.Join(tonight, parsed.GetValue(with)!);
            var search = PeriodSearch.Run(curves, Days(parsed.GetValue(shortest)), Days(parsed.GetValue(longest)), bands);
            var place = parsed.GetValue(folder) ?? (Directory.Exists(night.Name) ? Path.Combine(night.Name, "plots") : ".");
            Write(search, place, parsed.GetValue(epoch) ?? search.Epoch);
            if (parsed.GetValue(json)) output.Results.WriteLine(Json(search).ToJsonString(Readable));
            else Tell(search, output.Results);
            output.Errors.WriteLine($"Pictures are in {place}.");
        });
        return command;
    }

    static double? Days(string? text) => text is null ? null
        : double.TryParse(text, CultureInfo.InvariantCulture, out var days) ? days
        : CurveOptionSet.Length(text).TotalDays;

    static void Write(PeriodSearch search, string folder, double epoch)
    {
        var periodogram = search.Periodogram;
        var name = FormattableString.Invariant($"star_{search.Curves[0].Target}");
        RowColumn<int>[] columns =
        [
            new RowColumn<int>.Number("frequency", "1 / d", "Frequency.", k => periodogram.Grid[k]),
            new RowColumn<int>.Number("period", "d", "Period.", k => 1 / periodogram.Grid[k]),
            new RowColumn<int>.Number("power", null, "Share of the variance that a sinusoid of this period explains.", k => periodogram.Power[k]),
        ];
        RowTables.Write(Path.Combine(folder, $"{name}_periodogram.csv"), columns, Enumerable.Range(0, periodogram.Power.Length), "PERIODOGRAM", []);
        Save(folder, $"{name}_periodogram", 560, canvas => CurvePlots.Periodogram(canvas, periodogram));
        Save(folder, $"{name}_folded", 640, canvas => CurvePlots.Folded(canvas, search.Curves, periodogram.BestPeriod, epoch));
    }

    static void Save(string folder, string name, double height, Func<IPlotCanvas, string?> draw)
    {
        var canvas = new PictureCanvas(900, height);
        if (draw(canvas) is not null) AtomicFile.Write(Path.Combine(folder, name + ".png"), file => file.Write(canvas.Png()));
    }

    static void Tell(PeriodSearch search, TextWriter results)
    {
        var periodogram = search.Periodogram;
        results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Period {periodogram.BestPeriod:0.#########} ± {periodogram.BestPeriodError:0.#########} d ({CurvePlots.Length(periodogram.BestPeriod)})"));
        results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"False alarm probability {periodogram.FalseAlarmProbability:0.00e+0} (white noise; {periodogram.Points:N0} points in {periodogram.Bands} band{(periodogram.Bands == 1 ? "" : "s")}, {periodogram.Grid.Count:N0} frequencies)"));
        foreach (var curve in search.Curves)
        {
            var fit = Amplitude(search, curve);
            results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{curve.Band.Band}  amplitude {fit.Amplitude * 100:0.000} ± {fit.AmplitudeError * 100:0.000} %"));
        }

        results.WriteLine("Next peaks: " + string.Join(", ", search.Peaks(4).Skip(1).Select(peak => string.Create(CultureInfo.InvariantCulture, $"{CurvePlots.Length(peak.Period)} (power {peak.Power:0.000})"))));
    }

    static Sinusoid Amplitude(PeriodSearch search, BandLightCurve curve)
    {
        var series = curve.Series();
        var unit = Normalisation.Median.UnitOf(series.Value);
        return Sinusoid.Fit(new(series.Time, Array.ConvertAll(series.Value, value => value / unit), Array.ConvertAll(series.Error, error => error / unit)), search.Periodogram.BestPeriod, search.Epoch);
    }

    static JsonObject Json(PeriodSearch search) => new()
    {
        ["target"] = search.Curves[0].Target,
        ["period_days"] = search.Periodogram.BestPeriod,
        ["period_error_days"] = search.Periodogram.BestPeriodError,
        ["false_alarm_probability"] = search.Periodogram.FalseAlarmProbability,
        ["power"] = search.Periodogram.Power[search.Periodogram.Best],
        ["points"] = search.Periodogram.Points,
        ["frequencies"] = search.Periodogram.Grid.Count,
        ["peaks"] = new JsonArray([.. search.Peaks(5).Select(peak => new JsonObject { ["period_days"] = peak.Period, ["power"] = peak.Power })]),
        ["bands"] = new JsonArray([.. search.Curves.Select(curve => new JsonObject
        {
            ["band"] = curve.Band.Band.ToString(),
            ["amplitude"] = Finite(Amplitude(search, curve).Amplitude),
            ["amplitude_error"] = Finite(Amplitude(search, curve).AmplitudeError),
        })]),
    };

    static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}

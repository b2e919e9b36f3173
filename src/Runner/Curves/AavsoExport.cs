using System.CommandLine;
using System.Globalization;
using Nocturne.Core.LightCurves;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Curves;

/// <summary>A star's light curve for the AAVSO: standard magnitudes where those of comparisons are known, otherwise differences.</summary>
sealed class AavsoExport
{
    const double JdOfMjdZero = 2_400_000.5;

    readonly CurveOptionSet curve;
    readonly Option<string?> observer = new("--observer") { Description = "aavso: the observer's code." };
    readonly Option<string?> name = new("--name") { Description = "aavso: name of the star." };
    readonly Option<string?> chart = new("--chart") { Description = "aavso: identity of the chart." };
    readonly Option<string?> magnitudes = new("--magnitudes") { Description = "aavso: known magnitudes of comparison stars, such as 2=12.34,5=11.90; they alone are then compared with." };
    readonly Option<int?> check = new("--check") { Description = "aavso: number of the check star." };
    readonly Option<string?> filter = new("--filter-code") { Description = "aavso: letters for the filter, when they should not follow from its name." };

    public AavsoExport(CurveOptionSet curve) => this.curve = curve;

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { observer, name, chart, magnitudes, check, filter }) command.Options.Add(option);
    }

    /// <summary>Writes a report for each band.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="CommandException">Something that the AAVSO requires is missing.</exception>
    public IReadOnlyList<string> Write(ParseResult parsed, NocturneSettings settings, string path)
    {
        var code = parsed.GetValue(observer) ?? throw new CommandException(ExitCode.Usage, "--format aavso needs --observer CODE, which the AAVSO gave to the observer.");
        var star = parsed.GetValue(name) ?? throw new CommandException(ExitCode.Usage, "--format aavso needs --name STAR, the name of the variable.");
        var known = Magnitudes(parsed.GetValue(magnitudes));
        var (_, curves, request) = CurveMaking.Make(parsed, curve, settings);
        request = request with { Normalise = Normalisation.None, Comparisons = known.Count > 0 && request.Comparisons is null ? [.. known.Keys] : request.Comparisons };
        var files = new List<string>();
        foreach (var band in curves.Select(made => made.Band))
        {
            var made = DifferentialCurves.Make(band, curves[0].Target, request);
            var zero = known.Count > 0 ? ZeroPoint(made, known) : (double?)null;
            var checkCurve = parsed.GetValue(check) is { } number ? DifferentialCurves.Make(band, number, request with { Detrend = [], Comparisons = [.. made.Ensemble.Used.Select(used => used.Number).Where(used => used != number)] }) : null;
            var used = made.Ensemble.Used.Select(comparison => comparison.Number).ToArray();
            var options = new AavsoOptions(
                code, star, parsed.GetValue(chart), used.Length == 1 ? Text($"star {used[0]}") : "ENSEMBLE", null, checkCurve is null ? null : Text($"star {checkCurve.Target}"),
                parsed.GetValue(filter) ?? AavsoReport.FilterCode(band.Band.Filter), zero is not null, Text($"comparison stars {string.Join(' ', used)}"));
            var file = curves.Count == 1 ? path : Path.ChangeExtension(path, null) + $"_{PortableName.Of(band.Band)}{Path.GetExtension(path)}";
            AavsoReport.Write(file, $"Nocturne {ProgramVersion.Text}", options, Points(made, checkCurve, zero));
            files.Add(file);
        }

        return files;
    }

    static IEnumerable<AavsoPoint> Points(BandLightCurve curve, BandLightCurve? check, double? zero)
    {
        foreach (var i in curve.Rows.Where(i => (curve.Flags[i] & StarSeries.Spoiling) == 0 && curve.Curve.Flux[i] > 0))
        {
            yield return new(
                JdOfMjdZero + curve.Band.Mjd[i], Magnitude(curve, i, zero), NoiseBudget.MagnitudesPerShare * curve.Curve.Error[i] / curve.Curve.Flux[i],
                check is not null && check.Curve.Flux[i] > 0 ? Magnitude(check, i, zero) : double.NaN, curve.Band.Airmass[i]);
        }
    }

    /// <summary>A difference to all comparisons together; with a zero point, a standard magnitude.</summary>
    static double Magnitude(BandLightCurve curve, int i, double? zero) =>
        zero is { } known ? known - (2.5 * Math.Log10(curve.Curve.Flux[i] * curve.Ensemble.TotalFlux)) : -2.5 * Math.Log10(curve.Curve.Flux[i]);

    /// <summary>The zero point of the clear frames, each comparison with its weight.</summary>
    static double ZeroPoint(BandLightCurve curve, SortedDictionary<int, double> known)
    {
        double sum = 0, weights = 0;
        foreach (var star in curve.Ensemble.Used)
        {
            if (!known.TryGetValue(star.Number, out var magnitude))
                throw new CommandException(ExitCode.Usage, $"The magnitude of comparison star {star.Number} is not known; give it with --magnitudes, or leave the star out of --comparisons.");
            sum += star.Weight * (magnitude + (2.5 * Math.Log10(star.Level)));
            weights += star.Weight;
        }

        return sum / weights;
    }

    static SortedDictionary<int, double> Magnitudes(string? text)
    {
        var known = new SortedDictionary<int, double>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=');
            if (pair.Length != 2 || !int.TryParse(pair[0], CultureInfo.InvariantCulture, out var number) || !double.TryParse(pair[1], CultureInfo.InvariantCulture, out var magnitude))
                throw new CommandException(ExitCode.Usage, $"--magnitudes takes numbers of stars and their magnitudes, such as 2=12.34,5=11.90, not '{text}'.");
            known[number] = magnitude;
        }

        return known;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

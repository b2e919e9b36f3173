using Nocturne.Core.LightCurves;
using Nocturne.Runner.Plots;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Curves;

/// <summary>The pictures of one star's light curves as PNG files.</summary>
/// <param name="curves">The curves, one a band.</param>
/// <param name="period">Period to fold with [days]; null for the best.</param>
/// <param name="segment">Length of a segment of the power spectrum [days]; null for the longest stretch.</param>
/// <param name="folder">Where to.</param>
sealed class TargetPlots(IReadOnlyList<BandLightCurve> curves, double? period, double? segment, string folder)
{
    readonly List<string> written = [];

    public IReadOnlyList<string> Written => written;

    /// <summary>Sentences on what could not be drawn.</summary>
    public List<string> Remarks { get; } = [];

    /// <exception cref="Streams.Store.StoreException">The disk is full or refuses.</exception>
    public void Write(IReadOnlyCollection<string> kinds)
    {
        var name = FormattableString.Invariant($"star_{curves[0].Target}");
        if (kinds.Contains("lightcurve")) Save($"{name}_lightcurve", 340 * curves.Count, canvas => CurvePlots.LightCurve(canvas, curves));
        if (kinds.Contains("red-noise")) Save($"{name}_red-noise", 560, canvas => CurvePlots.RedNoise(canvas, curves));
        if (kinds.Contains("periodogram") || kinds.Contains("folded")) WritePeriod(kinds, name);
        if (kinds.Contains("spectrum")) WriteSpectrum(name);
        if (kinds.Contains("correlation")) WriteCorrelations(name);
    }

    void WritePeriod(IReadOnlyCollection<string> kinds, string name)
    {
        try
        {
            var search = PeriodSearch.Run(curves, null, null, MultiBandModel.SinusoidPerBand);
            if (kinds.Contains("periodogram")) Save($"{name}_periodogram", 560, canvas => CurvePlots.Periodogram(canvas, search.Periodogram));
            if (kinds.Contains("folded")) Save($"{name}_folded", 640, canvas => CurvePlots.Folded(canvas, curves, period ?? search.Periodogram.BestPeriod, search.Epoch));
        }
        catch (CommandException exception)
        {
            Remarks.Add(exception.Message);
        }
    }

    void WriteSpectrum(string name)
    {
        var spectra = new List<(BandLightCurve, PowerSpectrum)>();
        foreach (var curve in curves)
        {
            try
            {
                spectra.Add((curve, PowerSpectra.Averaged(curve.Series(curve.Band.Mjd), segment, SpectrumNormalisation.FractionalRms, rebin: 0.03)));
            }
            catch (ArgumentException exception)
            {
                Remarks.Add($"{curve.Band.Band}: {exception.Message.Split(" (Parameter")[0]}");
            }
        }

        if (spectra.Count > 0) Save($"{name}_spectrum", 560, canvas => CurvePlots.Spectrum(canvas, spectra));
    }

    /// <summary>Every band against the first one.</summary>
    void WriteCorrelations(string name)
    {
        foreach (var other in curves.Skip(1))
        {
            var (first, second) = (curves[0].Series(curves[0].Band.Mjd), other.Series(other.Band.Mjd));
            if (first.Count < 10 || second.Count < 10)
            {
                Remarks.Add($"{curves[0].Band.Band} and {other.Band.Band} have too few points for a correlation: 10 are needed in each.");
                continue;
            }

            var step = Math.Max(GoodTimes.Spacing(first.Time), GoodTimes.Spacing(second.Time)) / 2;
            var reach = Math.Min(Math.Min(first.Time[^1], second.Time[^1]) - Math.Max(first.Time[0], second.Time[0]), 400 * step) / 3;
            if (!(reach > 2 * step)) continue;
            var lags = CrossCorrelation.Interpolated(first, second, step, reach);

            // Trials cost as much as the curve each; long nights need fewer to know the error.
            var trials = (long)first.Count * lags.Lag.Length > 2_000_000 ? 0 : 200;
            var estimate = trials > 0 ? CrossCorrelation.Lag(first, second, step, reach, trials) : null;
            Save($"{name}_lag_{PortableName.Of(curves[0].Band.Band)}_{PortableName.Of(other.Band.Band)}", 560, canvas => CurvePlots.Correlation(canvas, curves[0], other, lags, estimate is { Trials: > 20 } ? estimate : null));
        }
    }

    void Save(string name, double height, Func<IPlotCanvas, string?> draw)
    {
        var canvas = new PictureCanvas(900, height);
        if (draw(canvas) is null) return;
        var path = Path.Combine(folder, name + ".png");
        AtomicFile.Write(path, file => file.Write(canvas.Png()));
        written.Add(path);
    }
}

using Nocturne.Core.LightCurves;
using Nocturne.Core.Photometry;

namespace Nocturne.Runner.Curves;

/// <summary>The noise of a band: every star against the ensemble of all, and the model that its errors follow.</summary>
/// <param name="Stars">The stars that have points.</param>
/// <param name="Tested">Scatter against flux, with the variables marked.</param>
/// <param name="Gain">Electrons per ADU that the errors were made with; NaN when it cannot be told.</param>
/// <param name="SkyRms">Median noise of the sky [ADU per pixel].</param>
/// <param name="Area">Median area of the apertures [pixels].</param>
/// <param name="Ensemble">The ensemble.</param>
sealed record BandNoise(IReadOnlyList<StarNoise> Stars, IReadOnlyList<RmsFluxStar> Tested, double Gain, double SkyRms, double Area, Ensemble Ensemble)
{
    public static BandNoise Of(BandCurves band)
    {
        var all = band.Stars.Values.Select(star => star.Series).ToArray();
        var ensemble = EnsembleLearning.Learn(all);
        var stars = band.Stars.Values.Select(star => Of(star, ensemble)).Where(star => star.Points > 0).ToArray();
        var tested = RmsFlux.Test([.. stars.Where(star => star.Points > 2 && double.IsFinite(star.Rms)).Select(star => (star.Number, star.Flux, star.Rms, star.Error, star.Points))]);
        var (sky, area) = (Median(band.SkyRms), Median([.. stars.Select(star => star.Area)]));

        // The errors themselves tell the gain: variance = flux ÷ gain + area × sky².
        var gains = stars.Select(star => star.Flux / (Square(star.OwnError * star.Flux) - (star.Area * sky * sky))).Where(gain => gain is > 0 and < 1e6).ToArray();
        return new(stars, tested, gains.Length > 0 ? Median(gains) : double.NaN, sky, area, ensemble);
    }

    /// <summary>The noise that a star of a given flux has by the model.</summary>
    public NoiseBudget Model(double flux) => NoiseBudget.FromMeasuredSky(flux, Area, SkyRms, double.IsFinite(Gain) ? Gain : 1);

    static StarNoise Of(StarRows star, Ensemble ensemble)
    {
        var series = star.Series;
        var usable = Enumerable.Range(0, series.Length).Where(i => series.IsUsable(i) && (ensemble.Level.Length == 0 || ensemble.Level[i] > 0 || !ensemble.Used.Any())).ToArray();
        if (usable.Length == 0) return new(series.Number, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0);
        double Of(Func<int, double> value) => Median([.. usable.Select(value)]);
        var own = Of(i => series.Error[i] / series.Flux[i]);
        var flux = Of(i => series.Flux[i]);
        if (!ensemble.Used.Any()) return new(series.Number, flux, double.NaN, double.NaN, own, Of(i => star.Area[i]), usable.Length);

        // A star that is part of the ensemble scatters less against it, by its own weight.
        var weight = ensemble.Comparisons.First(verdict => verdict.Number == series.Number).Weight;
        var ratios = usable.Select(i => series.Flux[i] / ensemble.Level[i]).ToArray();
        var level = Median([.. ratios]);
        var rms = usable.Length > 1 && weight < 0.999 ? Math.Sqrt(ratios.Sum(ratio => Square((ratio / level) - 1)) / (usable.Length - 1)) / (1 - weight) : double.NaN;
        var error = Of(i => double.Hypot(series.Error[i] / series.Flux[i], ensemble.LevelError[i] / ensemble.Level[i]));
        return new(series.Number, flux, rms, error, own, Of(i => star.Area[i]), usable.Length);
    }

    static double Median(double[] values) => SigmaClip.Median(Array.FindAll(values, double.IsFinite));

    static double Square(double value) => value * value;
}

using Nocturne.Core.LightCurves;
using Nocturne.Core.Quality;

namespace Nocturne.Runner.Curves;

/// <summary>The finished light curve of a target in one band.</summary>
/// <param name="Band">Frames and stars.</param>
/// <param name="Target">Number of the target.</param>
/// <param name="Curve">Its light over that of the comparisons, on all frames of the band.</param>
/// <param name="Flags">What is known against each point.</param>
/// <param name="Ensemble">The comparisons and what was found out about them.</param>
/// <param name="Method">How they were put together.</param>
/// <param name="Detrended">What the curve was freed of; null when nothing was asked for.</param>
/// <param name="Unit">What it was divided by to be normal; 1 for nothing.</param>
/// <param name="Remarks">Sentences to beware of.</param>
sealed record BandLightCurve(
    BandCurves Band, int Target, RelativeCurve Curve, QualityFlag[] Flags, Ensemble Ensemble, CurveMethod Method, Detrended? Detrended, double Unit, IReadOnlyList<string> Remarks)
{
    /// <summary>The same star in this band on other nights.</summary>
    public IReadOnlyList<OtherNight> OtherNights { get; init; } = [];

    /// <summary>The frames that have a row of the target.</summary>
    public IEnumerable<int> Rows => Enumerable.Range(0, Band.Count).Where(i => Band.Stars[Target].IsStored[i]);

    /// <summary>Points that stand for the target's light, as a series to analyse.</summary>
    public TimeSeries Series() => Series(Band.Time);

    /// <summary>The same with other times.</summary>
    public TimeSeries Series(double[] times)
    {
        var good = Rows.Where(i => (Flags[i] & StarSeries.Spoiling) == 0).ToArray();
        var own = TimeSeries.From(Array.ConvertAll(good, i => times[i]), Array.ConvertAll(good, i => Curve.Flux[i]), Array.ConvertAll(good, i => Curve.Error[i]));
        if (OtherNights.Count == 0 || own.Count == 0) return own;
        var level = Normalisation.Median.UnitOf(own.Value);
        TimeSeries[] nights = [own, .. OtherNights.Select(night => night.At(ReferenceEquals(times, Band.Bmjd), level))];
        return TimeSeries.From([.. nights.SelectMany(night => night.Time)], [.. nights.SelectMany(night => night.Value)], [.. nights.SelectMany(night => night.Error)]);
    }

    /// <summary>Scatter of a point from its neighbours, relative: what a slow change of the star does not touch.</summary>
    public double PointToPoint()
    {
        var series = Series();
        if (series.Count < 3) return double.NaN;
        var steps = new double[series.Count - 1];
        for (var i = 0; i < steps.Length; i++) steps[i] = Math.Abs(series.Value[i + 1] - series.Value[i]);
        var level = Core.Photometry.SigmaClip.Median((double[])series.Value.Clone());
        return Core.Photometry.SigmaClip.MadToSigma * Core.Photometry.SigmaClip.Median(steps) / Math.Sqrt(2) / Math.Abs(level);
    }
}

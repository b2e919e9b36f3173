using Nocturne.Core.LightCurves;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>A star in all bands at one moment.</summary>
/// <param name="Source">The star's number.</param>
/// <param name="Points">Its measurement in each band, in the order of the bands; null where a band has none at that moment.</param>
sealed record SimultaneousRow(int Source, IReadOnlyList<LightCurvePoint?> Points)
{
    /// <summary>Mean of the middles of the exposures, UTC [MJD].</summary>
    public double MjdUtcMid => Points.OfType<LightCurvePoint>().Average(point => point.MidUtc!.Value.ToDouble());

    /// <summary>Mean of the middles at the barycentre, TDB [MJD]; NaN when it is not known of all.</summary>
    public double BmjdTdbMid => Points.OfType<LightCurvePoint>().Average(point => point.BmjdTdbMid ?? double.NaN);

    /// <summary>Instrumental colour of two bands with its standard deviation [mag]; NaN where either flux is missing or not positive.</summary>
    public (double Magnitude, double Error) Colour(int first, int second)
    {
        if (Points[first]?.Measurement is not { Flux: > 0 } a || Points[second]?.Measurement is not { Flux: > 0 } b) return (double.NaN, double.NaN);
        var (ratio, error) = DifferentialPhotometry.Ratio(a.Flux, a.FluxError, b.Flux, b.FluxError);
        return (-2.5 * Math.Log10(ratio), NoiseBudget.MagnitudesPerShare * error / ratio);
    }
}

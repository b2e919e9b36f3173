namespace Nocturne.Core.LightCurves;

/// <summary>Target over comparison stars. All methods give ratios in the same units: the target's light over the whole light of the comparisons.</summary>
public static class DifferentialPhotometry
{
    /// <summary>Target over a learnt ensemble: F ÷ (level × total flux), σ² = (σ_F ÷ F)² + (σ_level ÷ level)², relative.</summary>
    /// <remarks>A frame in which some comparisons are missing is measured against the others, at their own level. Flagged fluxes of the target are kept: their flags go with them.</remarks>
    public static RelativeCurve Over(StarSeries target, Ensemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(ensemble);
        var (flux, error) = Nothing(target.Length);
        for (var frame = 0; frame < flux.Length; frame++)
            (flux[frame], error[frame]) = Ratio(target.Flux[frame], target.Error[frame], ensemble.Level[frame] * ensemble.TotalFlux, ensemble.LevelError[frame] * ensemble.TotalFlux);
        return new(flux, error);
    }

    /// <summary>Target over the plain sum of the comparisons, in the frames that have them all: F ÷ ΣF_c, σ² = (σ_F ÷ F)² + Σσ_c² ÷ (ΣF_c)², relative.</summary>
    public static RelativeCurve OverSum(StarSeries target, IReadOnlyList<StarSeries> comparisons)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(comparisons);
        var (flux, error) = Nothing(target.Length);
        for (var frame = 0; frame < flux.Length; frame++)
        {
            double sum = comparisons.Count == 0 ? double.NaN : 0, variance = 0;
            foreach (var star in comparisons)
            {
                sum += star.Flux[frame];
                variance += star.Error[frame] * star.Error[frame];
            }

            (flux[frame], error[frame]) = Ratio(target.Flux[frame], target.Error[frame], sum, Math.Sqrt(variance));
        }

        return new(flux, error);
    }

    /// <summary>A ratio and its standard deviation; written without a division by the numerator, so that a flux of zero has an error too.</summary>
    public static (double Value, double Error) Ratio(double numerator, double numeratorError, double denominator, double denominatorError)
    {
        var ratio = numerator / denominator;
        var error = Math.Sqrt((numeratorError * numeratorError) + (ratio * ratio * denominatorError * denominatorError)) / Math.Abs(denominator);
        return denominator > 0 && double.IsFinite(ratio) && double.IsFinite(error) ? (ratio, error) : (double.NaN, double.NaN);
    }

    static (double[] Flux, double[] Error) Nothing(int length) => (new double[length], new double[length]);
}

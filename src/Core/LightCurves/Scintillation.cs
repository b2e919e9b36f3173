namespace Nocturne.Core.LightCurves;

/// <summary>Twinkling: the noise that the atmosphere adds to the light of every star, however bright.</summary>
public static class Scintillation
{
    /// <summary>Scale height of the turbulence [m].</summary>
    const double ScaleHeight = 8000;

    /// <summary>Usual value of the empirical coefficient; sites lie between 1.3 and 1.7 (1.67 at San Pedro Mártir).</summary>
    public const double UsualCoefficient = 1.5;

    /// <summary>Relative standard deviation: C √(10⁻⁵ D^(−4÷3) t⁻¹ X³ e^(−2h÷8000 m)) (Young 1967, AJ 72, 747; Osborn et al. 2015, MNRAS 452, 1707, eq. 7).</summary>
    /// <param name="airmass">Airmass X.</param>
    /// <param name="diameter">Diameter of the telescope [m].</param>
    /// <param name="exposure">Exposure [s].</param>
    /// <param name="height">Height of the site above the sea [m].</param>
    /// <param name="coefficient">Coefficient C.</param>
    public static double RelativeNoise(double airmass, double diameter, double exposure, double height, double coefficient = UsualCoefficient) =>
        coefficient * Math.Sqrt(1e-5 * Math.Pow(diameter, -4.0 / 3) / exposure * airmass * airmass * airmass * Math.Exp(-2 * height / ScaleHeight));

    /// <summary>A star with scintillation added to its errors.</summary>
    /// <param name="star">The star.</param>
    /// <param name="relative">Relative noise in each frame; NaN adds none.</param>
    public static StarSeries AddTo(StarSeries star, IReadOnlyList<double> relative)
    {
        ArgumentNullException.ThrowIfNull(star);
        ArgumentNullException.ThrowIfNull(relative);
        var errors = new double[star.Length];
        for (var i = 0; i < errors.Length; i++) errors[i] = double.IsFinite(relative[i]) ? double.Hypot(star.Error[i], relative[i] * star.Flux[i]) : star.Error[i];
        return star with { Error = errors };
    }
}

namespace Nocturne.Core.Roman;

/// <summary>The arithmetic between sums and magnitudes.</summary>
public static class ForcedFlux
{
    /// <summary>F = S − b A.</summary>
    public static double Net(double sum, double sky, double area) => sum - (sky * area);

    /// <summary>σ_F² = σ_S² + A² (π/2) s_b² / n_b; the last term is the variance of a median of n normal values.</summary>
    public static double NetError(double sumError, double area, double skyDeviation, int skyCount) =>
        Math.Sqrt((sumError * sumError) + (area * area * (Math.PI / 2) * skyDeviation * skyDeviation / skyCount));

    /// <summary>σ_S² = A s_b² + F / gain, for images without an error image: the scatter of the sky, and the source's own photons where the gain is known.</summary>
    /// <param name="area">Area of the aperture [pixels].</param>
    /// <param name="skyDeviation">Standard deviation of a sky pixel [unit of the image].</param>
    /// <param name="net">Counts of the source [unit of the image].</param>
    /// <param name="gain">Electrons per unit; infinite when the source's noise does not count.</param>
    public static double SumErrorFromSky(double area, double skyDeviation, double net, double gain) =>
        Math.Sqrt((area * skyDeviation * skyDeviation) + (Math.Max(net, 0) / gain));

    /// <summary>σ_m = (2.5 / ln 10) σ_F / F; NaN where the flux is not positive.</summary>
    public static double MagnitudeError(double net, double netError) => net > 0 ? 2.5 / Math.Log(10) * netError / net : double.NaN;
}

namespace Nocturne.Core.Roman;

/// <summary>The arithmetic between sums and magnitudes.</summary>
public static class ForcedFlux
{
    /// <summary>F = S − b A.</summary>
    public static double Net(double sum, double sky, double area) => sum - (sky * area);

    /// <summary>σ_F² = σ_S² + A² (π/2) s_b² / n_b; the last term is the variance of a median of n normal values.</summary>
    public static double NetError(double sumError, double area, double skyDeviation, int skyCount) =>
        Math.Sqrt((sumError * sumError) + (area * area * (Math.PI / 2) * skyDeviation * skyDeviation / skyCount));

    /// <summary>σ_m = (2.5 / ln 10) σ_F / F; NaN where the flux is not positive.</summary>
    public static double MagnitudeError(double net, double netError) => net > 0 ? 2.5 / Math.Log(10) * netError / net : double.NaN;
}

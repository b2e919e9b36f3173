namespace Nocturne.Core.Photometry;

/// <summary>Magnitudes without a zero point.</summary>
public static class Magnitude
{
    /// <summary>−2.5 lg flux and 2.5 ÷ ln 10 × σ ÷ flux; NaN for both when the flux is not positive.</summary>
    public static (double Value, double Error) Of(double flux, double fluxError) =>
        flux > 0 ? (-2.5 * Math.Log10(flux), 2.5 / Math.Log(10) * fluxError / flux) : (double.NaN, double.NaN);
}

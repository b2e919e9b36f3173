namespace Nocturne.Core.Roman;

/// <summary>How counts become janskys: f = F · zero point · 10⁶ · pixel area.</summary>
/// <param name="ZeroPoint">Surface brightness of one unit of the image [MJy/sr per DN/s]; 1 for images in MJy/sr.</param>
/// <param name="ZeroPointUncertainty">Its standard deviation, common to all sources of the image; NaN when not known.</param>
/// <param name="PixelAreaSteradians">Nominal area of a pixel [sr].</param>
public sealed record FluxCalibration(double ZeroPoint, double ZeroPointUncertainty, double PixelAreaSteradians)
{
    /// <summary>Flux of an object of magnitude 0 in the AB system [Jy].</summary>
    public const double AbZeroJanskys = 3631;

    /// <summary>Janskys of one unit in one pixel of nominal area.</summary>
    public double JanskysPerUnit => ZeroPoint * 1e6 * PixelAreaSteradians;

    /// <summary>Systematic uncertainty of all fluxes, as a share.</summary>
    public double RelativeUncertainty => ZeroPointUncertainty / ZeroPoint;

    /// <summary>The calibration of an image whose unit has a given AB magnitude.</summary>
    /// <param name="magnitude">AB magnitude of one unit of the image.</param>
    /// <param name="uncertainty">Its standard deviation [mag].</param>
    public static FluxCalibration FromAbMagnitude(double magnitude, double uncertainty = double.NaN)
    {
        // The split into surface brightness and area does not matter where only their product is used.
        var janskys = AbZeroJanskys * Math.Pow(10, -0.4 * magnitude);
        return new(janskys / 1e6, janskys / 1e6 * uncertainty * Math.Log(10) / 2.5, 1);
    }
}

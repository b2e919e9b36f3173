namespace Nocturne.Core.Astrometry;

/// <summary>A direction on the sky in the ICRS.</summary>
/// <param name="RightAscensionDegrees">Right ascension [degrees, not hours].</param>
/// <param name="DeclinationDegrees">Declination [degrees].</param>
public sealed record SkyPosition(double RightAscensionDegrees, double DeclinationDegrees)
{
    /// <summary>The unit vector towards it.</summary>
    public CartesianVector Direction
    {
        get
        {
            var (sinRa, cosRa) = Math.SinCos(double.DegreesToRadians(RightAscensionDegrees));
            var (sinDec, cosDec) = Math.SinCos(double.DegreesToRadians(DeclinationDegrees));
            return new(cosDec * cosRa, cosDec * sinRa, sinDec);
        }
    }
}

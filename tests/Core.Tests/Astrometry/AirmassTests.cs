using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Tests.Astrometry;

public class AirmassTests
{
    static readonly Observatory SanPedroMartir = new("San Pedro Mártir", -115.463611, 31.044167, 2790);

    [Theory] // Altitudes of astropy 5.2.1 (AltAz without refraction).
    [InlineData(58908.3, 270, -25.4, -36.7843)]
    [InlineData(60310.25, 83.6, 22, 77.8952)]
    [InlineData(60482.4, 270, 10, 56.3367)]
    [InlineData(51544.75, 10, 89, 30.6217)]
    [InlineData(60600.1, 310, -45, 13.9616)]
    public void Altitudes_agree_with_astropy_to_a_hundredth_of_a_degree(double mjdUtc, double ra, double dec, double altitude) =>
        Assert.Equal(altitude, Airmass.AltitudeDegrees(Mjd.FromDouble(mjdUtc), new(ra, dec), SanPedroMartir), 0.012);

    [Theory]
    [InlineData(90, 1.0)]
    [InlineData(30, 1.9927)]
    [InlineData(10, 5.6)]
    [InlineData(0, 38.75)]
    public void Airmass_follows_pickering(double altitude, double expected) => Assert.Equal(expected, Airmass.AtAltitude(altitude), expected * 0.005);

    [Fact]
    public void Below_the_horizon_there_is_no_airmass() => Assert.True(double.IsNaN(Airmass.AtAltitude(-0.1)));

    [Fact]
    public void Airmass_at_a_place_is_that_of_the_altitude_there()
    {
        var utc = Mjd.FromDouble(60482.4);
        var position = new SkyPosition(270, 10);
        var altitude = Airmass.AltitudeDegrees(utc, position, SanPedroMartir);
        Assert.Equal(Airmass.AtAltitude(altitude), Airmass.Of(utc, position, SanPedroMartir));
    }
}

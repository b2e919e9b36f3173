using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Wcs;

public sealed class FitsWcsTests
{
    const double Scale = 2.5e-4;

    [Fact]
    public void A_tangent_plane_agrees_with_the_textbook_formula()
    {
        var wcs = Read(Plain());
        foreach (var (x, y) in new[] { (49.0, 99.0), (0.0, 0.0), (199.0, 20.0), (120.5, 180.25) })
        {
            // Standard coordinates to the sky (Smart, Spherical Astronomy, chapter XII).
            var (xi, eta) = (double.DegreesToRadians(-Scale * (x + 1 - 50)), double.DegreesToRadians(Scale * (y + 1 - 100)));
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(-33));
            var denominator = cos - (eta * sin);
            var ra = 83 + double.RadiansToDegrees(Math.Atan2(xi, denominator));
            var dec = double.RadiansToDegrees(Math.Atan2(sin + (eta * cos), Math.Sqrt((xi * xi) + (denominator * denominator))));
            Assert.True(wcs.ToSky(x, y).DistanceTo(new(ra, dec)) < 1e-12);
        }
    }

    [Fact]
    public void The_reference_pixel_has_the_reference_position_and_leads_back()
    {
        var wcs = Read(Plain());
        Assert.True(wcs.HasInverse);
        Assert.True(wcs.ToSky(49, 99).DistanceTo(new(83, -33)) < 1e-13);
        var pixel = wcs.ToPixel(new(83, -33));
        Assert.Equal(49, pixel.X, 1e-8);
        Assert.Equal(99, pixel.Y, 1e-8);
    }

    [Fact]
    public void Matrix_scale_and_rotation_are_three_ways_to_say_the_same()
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(25));
        var byMatrix = Plain().Set("CD1_1", -Scale * cos, "").Set("CD1_2", -Scale * sin, "").Set("CD2_1", -Scale * sin, "").Set("CD2_2", Scale * cos, "");
        var byAngle = WithoutMatrix().Set("CDELT1", -Scale, "").Set("CDELT2", Scale, "").Set("CROTA2", 25.0, "");
        var byProduct = WithoutMatrix().Set("CDELT1", -Scale, "").Set("CDELT2", Scale, "").Set("PC1_1", cos, "").Set("PC1_2", sin, "").Set("PC2_1", -sin, "").Set("PC2_2", cos, "");
        var expected = Read(byMatrix).ToSky(150, 10);
        Assert.True(Read(byAngle).ToSky(150, 10).DistanceTo(expected) < 1e-12);
        Assert.True(Read(byProduct).ToSky(150, 10).DistanceTo(expected) < 1e-12);
    }

    [Fact]
    public void Swapped_axes_give_the_same_sky()
    {
        var swapped = Header("DEC--TAN", "RA---TAN").Set("CRVAL1", -33.0, "").Set("CRVAL2", 83.0, "")
            .Set("CD1_1", 0.0, "").Set("CD1_2", Scale, "").Set("CD2_1", -Scale, "").Set("CD2_2", 0.0, "");
        Assert.True(Read(swapped).ToSky(120, 30).DistanceTo(Read(Plain()).ToSky(120, 30)) < 1e-12);
    }

    [Fact]
    public void Sip_adds_its_polynomial_to_the_pixel_offsets()
    {
        var plain = Read(Plain());
        var sip = Read(Plain("RA---TAN-SIP", "DEC--TAN-SIP").Set("A_ORDER", 2, "").Set("B_ORDER", 3, "").Set("A_2_0", 1e-4, "").Set("A_1_1", -2e-5, "").Set("B_0_3", 3e-6, ""));
        double x = 150, y = 20, u = x + 1 - 50, v = y + 1 - 100;
        var expected = plain.ToSky(x + (1e-4 * u * u) - (2e-5 * u * v), y + (3e-6 * v * v * v));
        Assert.True(sip.ToSky(x, y).DistanceTo(expected) < 1e-12);
        Assert.False(sip.HasInverse);
        LeadsBack(sip);
    }

    [Fact]
    public void Tpv_bends_the_plane_and_is_the_plane_without_coefficients()
    {
        var plain = Read(Plain());
        var bare = Read(Plain("RA---TPV", "DEC--TPV"));
        Assert.True(bare.ToSky(150, 20).DistanceTo(plain.ToSky(150, 20)) < 1e-12);
        var bent = Read(Plain("RA---TPV", "DEC--TPV").Set("PV1_0", 0.001, "").Set("PV1_5", 0.5, "").Set("PV2_1", 1.01, "").Set("PV2_4", -0.3, ""));
        Assert.True(bent.ToSky(150, 20).DistanceTo(plain.ToSky(150, 20)) > 1e-4);
        LeadsBack(bent);
        var underOldName = Read(Plain().Set("PV1_0", 0.001, "").Set("PV1_5", 0.5, "").Set("PV2_1", 1.01, "").Set("PV2_4", -0.3, ""));
        Assert.Equal(bent.ToSky(10, 10), underOldName.ToSky(10, 10));
    }

    [Theory]
    [InlineData("GLON-TAN", "GLAT-TAN", "right ascension and declination belong")]
    [InlineData("RA---ZPN", "DEC--ZPN", "known are TAN")]
    [InlineData("LINEAR", "LINEAR", "CTYPE1")]
    public void Other_projections_and_frames_are_refused(string first, string second, string why) =>
        Assert.Contains(why, Assert.Throws<WcsException>(() => Read(Plain(first, second))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_keyword_is_named()
    {
        Assert.Contains("CDELT1", Assert.Throws<WcsException>(() => Read(WithoutMatrix())).Message, StringComparison.Ordinal);
        Assert.Contains("no inverse", Assert.Throws<WcsException>(() => Read(Plain().Set("CD2_2", 0.0, ""))).Message, StringComparison.Ordinal);
    }

    static void LeadsBack(WorldCoordinates wcs)
    {
        foreach (var (x, y) in new[] { (0.0, 0.0), (199.0, 199.0), (33.25, 160.5) })
        {
            var pixel = wcs.ToPixel(wcs.ToSky(x, y));
            Assert.Equal(x, pixel.X, 1e-7);
            Assert.Equal(y, pixel.Y, 1e-7);
        }
    }

    static WorldCoordinates Read(FitsHeader header) => FitsWcsReader.Read(header, 200, 200, "test.fits");

    static FitsHeader Plain(string first = "RA---TAN", string second = "DEC--TAN") => Header(first, second)
        .Set("CD1_1", -Scale, "").Set("CD1_2", 0.0, "").Set("CD2_1", 0.0, "").Set("CD2_2", Scale, "");

    static FitsHeader WithoutMatrix() => Header("RA---TAN", "DEC--TAN");

    static FitsHeader Header(string first, string second) => new FitsHeader()
        .Set("CTYPE1", first, "").Set("CTYPE2", second, "").Set("CRPIX1", 50.0, "").Set("CRPIX2", 100.0, "").Set("CRVAL1", 83.0, "").Set("CRVAL2", -33.0, "").Set("RADESYS", "ICRS", "");
}

using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Tests.Photometry;

/// <summary>The point source of a frame, measured on elongated stars of known width, and what rests on it.</summary>
public sealed class FramePsfTests
{
    const int Side = 240;
    const double Major = 2.1;
    const double Minor = 1.5;
    const double Angle = 0.6;
    const double Sky = 5;

    static readonly (double X, double Y)[] Grid = [.. Enumerable.Range(0, 16).Select(i => (33.3 + (57 * (i % 4)), 31.8 + (58.3 * (i / 4))))];

    [Theory]
    [InlineData(FramePsfKind.Gaussian, 0.0)]
    [InlineData(FramePsfKind.Moffat, 3.0)]
    public void Width_shape_and_angle_of_noisy_stars_come_out_right(FramePsfKind kind, double beta)
    {
        var image = Observe(Truth(beta), Grid, 20000, seed: 4);
        var psf = FramePsfFit.Measure(Frame(image), Places(Grid), new FramePsfOptions { Kind = kind, Beta = 3, Stars = 16 });
        Assert.Equal(16, psf.Stars);
        Assert.Equal(Major, psf.SemiMajorSigma, 0.02);
        Assert.Equal(Minor, psf.SemiMinorSigma, 0.02);
        Assert.Equal(Angle, psf.Orientation, 0.03);
        Assert.Equal(Fwhm.PerSigma * Math.Sqrt(((Major * Major) + (Minor * Minor)) / 2), psf.Fwhm, 0.03);
    }

    [Theory]
    [InlineData(2.2, 0.3)]
    [InlineData(3.0, 0.45)]
    [InlineData(4.5, 1.2)]
    public void The_exponent_of_a_moffat_profile_is_that_of_the_stars_when_nobody_gives_one(double beta, double tolerance)
    {
        var image = Observe(Truth(beta), Grid, 60000, seed: 9);
        var psf = FramePsfFit.Measure(Frame(image), Places(Grid), new FramePsfOptions { Kind = FramePsfKind.Moffat, Stars = 16 });
        Assert.Equal(beta, ((EllipticalProfile)psf.Profile).Beta, tolerance);
        Assert.Equal(Major, psf.SemiMajorSigma, 0.03);
    }

    [Fact]
    public void Stars_in_pairs_show_the_width_of_one()
    {
        (double, double)[] pairs = [.. Grid.Take(8).SelectMany(star => new[] { star, (star.X + 7.3, star.Y + 2.1) })];
        var image = Observe(Truth(0), pairs, 20000, seed: 5);
        var psf = FramePsfFit.Measure(Frame(image), Places(pairs), new FramePsfOptions { Stars = 16 });
        Assert.Equal(Major, psf.SemiMajorSigma, 0.03);
        Assert.Equal(Minor, psf.SemiMinorSigma, 0.03);
    }

    [Fact]
    public void Without_a_bright_star_the_shape_is_that_of_the_catalogue_and_measurements_are_flagged()
    {
        var image = Observe(Truth(0), Grid, 0, seed: 6);
        var psf = FramePsfFit.Measure(Frame(image), Places(Grid), new FramePsfOptions());
        Assert.Equal(0, psf.Stars);
        Assert.Equal(Quality.QualityFlag.PoorFit, psf.Flags);
        Assert.Equal(Places(Grid)[0].SemiMajorSigma, psf.SemiMajorSigma, 1e-9);
    }

    [Fact]
    public void A_cosmic_ray_hit_or_a_galaxy_does_not_widen_the_point_source()
    {
        var light = new Image(Side, Side);
        Paint(light, Truth(0), Grid, 20000);
        Paint(light, new EllipticalProfile(30, 30, 0, 0, 61), [Grid[3]], 60000);
        light[(int)Grid[5].X + 2, (int)Grid[5].Y] += 4000;
        var psf = FramePsfFit.Measure(Frame(Noisy(light, 7)), Places(Grid), new FramePsfOptions { Stars = 16 });
        Assert.Equal(Major, psf.SemiMajorSigma, 0.04);
        Assert.Equal(Minor, psf.SemiMinorSigma, 0.04);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(2.5)]
    public void A_profile_holds_one_count(double beta)
    {
        var (xx, yy, xy) = EllipticalProfile.Covariance(beta > 0 ? 4 : 1.6, beta > 0 ? 3 : 1.2, 0.3);
        var stamp = Stamp.At(new EllipticalProfile(xx, yy, xy, beta, beta > 0 ? 401 : 31), 200.3, 199.6);
        Assert.Equal(1, stamp.Sum, beta > 0 ? 2e-3 : 1e-9);
    }

    [Fact]
    public void Axes_and_covariance_are_each_others_inverse()
    {
        var (xx, yy, xy) = EllipticalProfile.Covariance(2.3, 1.1, -0.7);
        var (major, minor, angle) = EllipticalProfile.Axes(xx, yy, xy);
        Assert.Equal((2.3, 1.1, -0.7), (Math.Round(major, 12), Math.Round(minor, 12), Math.Round(angle, 12)));
    }

    [Fact]
    public void A_gaussian_after_the_pixel_is_a_wider_gaussian()
    {
        var after = Stamp.At(GaussianProfile.OfFwhm(1.5 * Fwhm.PerSigma), 50.3, 49.8);
        var (xx, yy, _) = (1.5 * 1.5, 1.5 * 1.5, 0);
        var wider = Stamp.At(new EllipticalProfile(xx + (1 / 12.0), yy + (1 / 12.0), 0, 0, after.Box.Width), 50.3, 49.8);
        for (var i = 0; i < after.Values.Length; i++) Assert.Equal(after.Values[i], wider.Values[i], 4e-4 * 0.0663);
    }

    [Fact]
    public void Growth_is_that_of_a_gaussian_and_its_correction_makes_totals()
    {
        var image = Observe(new EllipticalProfile(2.25, 2.25, 0, 0, 41), Grid, 50000, seed: 8);
        SourcePlace[] places = [.. Grid.Select(star => new SourcePlace(star.X, star.Y, 1.5, 1.5, 0))];
        var growth = ApertureGrowth.Measure(Frame(image), places, ApertureGrowth.UsualScales)!;
        Assert.Equal(10, growth.Stars);
        for (var k = 0; k < growth.Scales.Count; k++) Assert.Equal(1 - Math.Exp(-0.5 * growth.Scales[k] * growth.Scales[k]), growth.Fractions[k], 0.015);
        Assert.Equal(1 / (1 - Math.Exp(-0.5 * 2.1 * 2.1)), growth.CorrectionAt(2.1), 0.02);
        Assert.Equal(1, growth.CorrectionAt(20));
        Assert.True(double.IsNaN(growth.CorrectionAt(0.1)));
        Assert.Null(ApertureGrowth.Measure(Frame(image), [new(-50, -50, 1.5, 1.5, 0)], [1, 2]));
        Assert.Throws<ArgumentException>(() => ApertureGrowth.Measure(Frame(image), places, [2, 1]));
    }

    static EllipticalProfile Truth(double beta)
    {
        var (xx, yy, xy) = EllipticalProfile.Covariance(Major, Minor, Angle);
        var scale = beta > 0 ? 2 * Math.Log(2) / (Math.Pow(2, 1 / beta) - 1) : 1;
        return new(scale * xx, scale * yy, scale * xy, beta, 55);
    }

    static PhotometryFrame Frame(Image image) => new(image.View) { Rms = new ConstantField(Sky), Noise = new NoiseModel { Gain = 1 } };

    /// <summary>What a catalogue knows: a little narrow, at the wrong angle, a tenth of a pixel off.</summary>
    static SourcePlace[] Places((double X, double Y)[] stars) => [.. stars.Select(star => new SourcePlace(star.X + 0.1, star.Y - 0.1, 1.9, 1.45, 0.3))];

    static Image Observe(IProfile profile, (double X, double Y)[] stars, double flux, int seed)
    {
        var light = new Image(Side, Side);
        Paint(light, profile, stars, flux);
        return Noisy(light, seed);
    }

    static void Paint(Image light, IProfile profile, (double X, double Y)[] stars, double flux)
    {
        var counts = new double[Side * Side];
        foreach (var (x, y) in stars) Stamp.At(profile, x, y).AddTo(new PixelBox(0, 0, Side, Side), counts, flux);
        for (var p = 0; p < counts.Length; p++) light.Pixels[p] += (float)counts[p];
    }

    static Image Noisy(Image light, int seed)
    {
        var random = new Random(seed);
        var image = new Image(Side, Side);
        for (var p = 0; p < image.Pixels.Length; p++) image.Pixels[p] = (float)(light.Pixels[p] + (Math.Sqrt((Sky * Sky) + Math.Max(0, light.Pixels[p])) * SyntheticStars.Normal(random)));
        return image;
    }
}

using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Tests.Photometry;

public sealed class AperturePhotometryTests
{
    [Fact]
    public void A_flat_sky_above_its_level_gives_level_times_area_and_the_noise_of_every_term()
    {
        var image = Flat(40, 40, 110);
        var noise = new NoiseModel { Gain = 2, ReadNoise = 3, DarkVariance = 1.5, CalibrationVariance = 0.5 };
        var frame = new PhotometryFrame(image.View) { Background = new ConstantField(100), Rms = new ConstantField(4), Noise = noise };
        var aperture = Aperture.Ellipse(20.3, 19.8, 5, 3, 0.5);

        var flux = AperturePhotometry.Measure(frame, aperture, OverlapMethod.Exact);

        Assert.Equal(10 * aperture.Area, flux.Flux, 1e-8);
        Assert.Equal(Math.Sqrt(aperture.Area * ((10 / 2.0) + 16 + 9 + 1.5 + 0.5)), flux.FluxError, 1e-8);
        Assert.Equal(aperture.Area, flux.Sum.Area, 1e-9);
        Assert.Equal(QualityFlag.Good, flux.Flags);
    }

    [Fact]
    public void The_error_of_opticam_counts_the_counts_as_electrons_and_adds_read_and_dark_noise()
    {
        var frame = new PhotometryFrame(Flat(30, 30, 7).View) { Rms = new ConstantField(2), Noise = NoiseModel.Opticam(1.1, 0.3) };
        var aperture = Aperture.Circle(15, 15, 4);
        Assert.Equal(
            Math.Sqrt(aperture.Area * (7 + 4 + 1.21 + 0.3)), AperturePhotometry.Measure(frame, aperture, OverlapMethod.Exact).FluxError, 1e-9);
    }

    [Fact]
    public void A_cut_aperture_tells_how_much_of_it_is_missing()
    {
        var sum = Sum(Flat(40, 40, 1), Aperture.Circle(-0.5, 20, 4));
        Assert.Equal(0.5, sum.EdgeFraction, 1e-12);
        Assert.Equal(8 * Math.PI, sum.Flux, 1e-9);
        Assert.Equal(QualityFlag.CutByEdge, sum.Flags);
    }

    [Fact]
    public void Bad_pixels_are_made_up_for_and_flagged()
    {
        var image = Flat(40, 40, 3);
        image[20, 20] = float.NaN;
        var mask = new bool[1600];
        mask[(21 * 40) + 20] = true;
        var frame = new PhotometryFrame(image.View) { Mask = mask };
        var aperture = Aperture.Circle(20, 20, 4);

        var flux = AperturePhotometry.Measure(frame, aperture, OverlapMethod.Exact);

        Assert.Equal(3 * aperture.Area, flux.Flux, 1e-9);
        Assert.Equal(2, flux.Sum.MaskedArea, 1e-12);
        Assert.Equal(QualityFlag.HasMaskedPixels | QualityFlag.MaskedInAperture | QualityFlag.MaskedCorrected, flux.Flags);
    }

    [Fact]
    public void What_cannot_be_measured_is_not_a_number_and_says_why()
    {
        var image = Flat(20, 20, 1);
        Assert.Equal(QualityFlag.OutsideImage | QualityFlag.NoUsablePixels, Sum(image, Aperture.Circle(-40, 3, 4)).Flags);
        Assert.Equal(QualityFlag.OutsideImage | QualityFlag.NoUsablePixels, Sum(image, Aperture.Circle(double.NaN, 3, 4)).Flags);
        image.Pixels.Fill(float.NaN);
        var sum = Sum(image, Aperture.Circle(10, 10, 4));
        Assert.True(double.IsNaN(sum.Flux));
        Assert.True(sum.Flags.HasFlag(QualityFlag.AllMasked));
    }

    [Fact]
    public void The_ring_of_opticam_clips_a_star_out_of_the_sky()
    {
        var image = Flat(60, 60, 50);
        for (var y = 0; y < 60; y++)
        {
            for (var x = 0; x < 60; x++) image[x, y] += ((x * 7) + (y * 13)) % 5;
        }

        image[42, 30] = 5000;
        var sky = AnnulusBackground.Opticam.Estimate(new PhotometryFrame(image.View), 30, 30, 2, 1.8, 0.3);
        Assert.InRange(sky.Level, 51.8, 52.2);
        Assert.InRange(sky.Scatter, 1.3, 1.5);
        Assert.Equal(sky.Scatter / Math.Sqrt(sky.Pixels), sky.LevelError, 1e-12);
    }

    [Theory]
    [InlineData(SkyEstimator.Plane)]
    [InlineData(SkyEstimator.Quadratic)]
    public void A_surface_follows_a_slope_exactly(SkyEstimator estimator)
    {
        var image = new Image(60, 60);
        for (var y = 0; y < 60; y++)
        {
            for (var x = 0; x < 60; x++) image[x, y] = 10 + (0.25f * x) - (0.5f * y);
        }

        var sky = new AnnulusBackground { Estimator = estimator }.Estimate(new PhotometryFrame(image.View), 30.4, 29.7, 2, 2, 0);
        Assert.Equal(10 + (0.25 * 30.4) - (0.5 * 29.7), sky.Level, 1e-9);
    }

    [Fact]
    public void Labelled_neighbours_do_not_count_as_sky()
    {
        var image = Flat(60, 60, 5);
        var labels = new int[3600];
        for (var y = 20; y < 40; y++)
        {
            for (var x = 40; x < 60; x++)
            {
                image[x, y] = 9;
                labels[(y * 60) + x] = 3;
            }
        }

        var sky = (AnnulusBackground.Opticam with { ClipIterations = 0 }).Estimate(
            new PhotometryFrame(image.View) { Segments = labels }, 30, 30, 2, 2, 0);
        Assert.Equal(5, sky.Level, 1e-12);
    }

    static ApertureSum Sum(Image image, Aperture aperture)
    {
        var frame = new PhotometryFrame(image.View);
        using var window = frame.Window(aperture.Box);
        return AperturePhotometry.Sum(window, aperture, OverlapMethod.Exact);
    }

    static Image Flat(int width, int height, float value)
    {
        var image = new Image(width, height);
        image.Pixels.Fill(value);
        return image;
    }
}

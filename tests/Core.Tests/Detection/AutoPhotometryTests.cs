using Nocturne.Core.Detection;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Tests.Detection;

public class AutoPhotometryTests
{
    static AutoFlux Measure(TestSky sky, bool[]? mask = null) =>
        AutoPhotometry.Measure(sky.Image.View, mask, Assert.Single(SourceExtractor.Extract(sky.Image.View, mask, 5, DetectionNoise.Unknown, new())), 1, new());

    [Fact]
    public void A_Gaussian_star_gives_its_flux_its_centre_and_its_half_light_radius()
    {
        var flux = Measure(new TestSky(81, 81).Star(40.31, 39.83, 50000, 2));
        Assert.Equal(50000, flux.Flux, 600.0);
        Assert.Equal(40.31, flux.XWindowed, 1e-3);
        Assert.Equal(39.83, flux.YWindowed, 1e-3);
        // Half of the light of a Gaussian lies within sigma √(2 ln 2).
        Assert.Equal(2 * Math.Sqrt(2 * Math.Log(2)), flux.HalfLightRadius, 0.05);
        Assert.Equal(QualityFlag.Good, flux.FluxFlags | flux.KronFlags | flux.WindowFlags);
    }

    [Fact]
    public void The_error_is_the_noise_of_the_pixels_and_of_the_light()
    {
        var sky = new TestSky(81, 81).Star(40, 40, 50000, 2);
        var source = Assert.Single(SourceExtractor.Extract(sky.Image.View, default, 5, DetectionNoise.Unknown, new()));
        var sky3 = AutoPhotometry.Measure(sky.Image.View, default, source, 3, new());
        var sky6 = AutoPhotometry.Measure(sky.Image.View, default, source, 6, new());
        var light = AutoPhotometry.Measure(sky.Image.View, default, source, 3, new() { Gain = 2 });
        Assert.Equal(2 * sky3.FluxError, sky6.FluxError, 1e-9);
        Assert.Equal(Math.Sqrt((sky3.FluxError * sky3.FluxError) + (sky3.Flux / 2)), light.FluxError, 1e-9);
    }

    [Fact]
    public void A_hot_pixel_is_measured_in_the_smallest_circle()
    {
        var sky = new TestSky(41, 41);
        sky.Image[20, 20] = 5000;
        var flux = Measure(sky);
        Assert.True(flux.UsedCircle);
        Assert.Equal(5000, flux.Flux, 1e-3);
        Assert.Equal(20, flux.XWindowed, 1e-6);
    }

    [Fact]
    public void A_masked_pixel_is_made_up_for_and_flagged()
    {
        var mask = new bool[81 * 81];
        mask[(40 * 81) + 44] = true;
        var flux = Measure(new TestSky(81, 81).Star(40, 40, 50000, 2), mask);
        Assert.True(flux.FluxFlags.HasFlag(QualityFlag.HasMaskedPixels));
        Assert.Equal(50000, flux.Flux, 1500.0);
    }

    [Fact]
    public void An_edge_that_cuts_the_aperture_is_flagged() =>
        Assert.True(Measure(new TestSky(41, 41).Star(3, 20, 50000, 2)).FluxFlags.HasFlag(QualityFlag.CutByEdge));
}

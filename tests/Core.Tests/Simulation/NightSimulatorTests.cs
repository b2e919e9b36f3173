using Nocturne.Core.Imaging;
using Nocturne.Core.Simulation;

namespace Nocturne.Core.Tests.Simulation;

public class NightSimulatorTests
{
    /// <summary>A small, quick night.</summary>
    static readonly SimulationPlan Small = new() { Width = 128, Height = 96, Frames = 10, Seed = 11, Motion = new() { Jitter = 0 } };

    static readonly StarFieldOptions NoStars = new() { Given = [] };

    [Fact]
    public void The_default_night_is_the_recipe_of_opticam()
    {
        var simulator = new NightSimulator(new());
        Assert.Equal(6, simulator.Stars.Count);
        Assert.All(simulator.Stars, star => Assert.InRange(star.Flux, 1000, 10000));
        Assert.All(simulator.Stars, star => Assert.True(star.X is > 32 and < 480 && star.Y is > 32 and < 480));
        Assert.Equal(simulator.Stars.OrderByDescending(star => star.Flux), simulator.Stars);
        Assert.Equal(Enumerable.Range(1, 6), simulator.Stars.Select(star => star.Number));
        var truth = simulator.Truth(1, 3);
        Assert.Equal("240101r200000003o.fits", truth.FileName);
        Assert.Equal(1.5, truth.Psf.SemiMajorSigma, 1e-12);
        Assert.Equal(100, truth.Sky);
        Assert.Equal(1 + (0.02 * Math.Sqrt(2) * Math.Sin((2 * Math.PI * 0.135 * 3) + (Math.PI / 2))), truth.Sources[1].Model, 1e-12);
        Assert.Equal(1, truth.Sources[0].Model);
    }

    [Fact]
    public void The_header_is_that_of_opticam()
    {
        var plan = Small with { CadenceSeconds = 0.25, ExposureSeconds = 0.2, Pointing = new(274.84, -25.4069444444), Detector = new() { Gain = 1.5, DarkCurrent = 0.4 } };
        var header = new NightSimulator(plan).Frame(2, 5).Header;
        Assert.Equal("OPTICAM", header.GetString("INSTRUME"));
        Assert.Equal("i", header.GetString("FILTER"));
        Assert.Equal("4x4", header.GetString("BINNING"));
        Assert.Equal(1.5, header.GetDouble("GAIN"));
        Assert.Equal(0.2, header.GetDouble("EXPOSURE"));
        Assert.Equal(0.4, header.GetDouble("DARKCURR"));
        Assert.Equal("18:19:21.60", header.GetString("RA"));
        Assert.Equal("-25:24:25.0", header.GetString("DEC"));
        Assert.Equal("2024-01-01 00:00:01.250", header.GetString("UT"));
    }

    [Theory]
    [InlineData(TimeStyle.GpsTime, "GPSTIME", "2024-01-01 00:00:01.000")]
    [InlineData(TimeStyle.UniversalTime, "UT", "2024-01-01 00:00:01.000")]
    [InlineData(TimeStyle.DateAndTimeOfDay, "UT", "00:00:01.000")]
    public void The_time_can_be_told_in_the_ways_of_all_years(TimeStyle style, string keyword, string expected)
    {
        var header = new NightSimulator(Small with { TimeStyle = style }).Frame(0, 1).Header;
        Assert.Equal(expected, header.GetString(keyword));
        Assert.Equal(style == TimeStyle.DateAndTimeOfDay ? "2024-01-01" : null, header.GetString("DATE-OBS"));
    }

    [Fact]
    public void Frames_do_not_depend_on_the_order_in_which_they_are_made()
    {
        var plan = Small with { Detector = new() { CosmicRays = 2, SensitivityScatter = 0.01 }, Psf = new() { SeeingScatter = 0.1 }, Transparency = new() { CloudDepth = 0.5, Scatter = 0.01 } };
        var forward = new NightSimulator(plan);
        var first = (from band in Enumerable.Range(0, 3) from frame in Enumerable.Range(0, 4) select forward.Frame(band, frame).Image.Pixels.ToArray()).ToList();
        var backward = new NightSimulator(plan);
        var second = (from band in Enumerable.Range(0, 3).Reverse() from frame in Enumerable.Range(0, 4).Reverse() select backward.Frame(band, frame).Image.Pixels.ToArray()).ToList();
        second.Reverse();
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_band_looks_the_same_whichever_others_are_simulated()
    {
        var alone = new NightSimulator(Small with { Bands = [SimulatedBand.Opticam("i")] }).Frame(0, 2);
        var together = new NightSimulator(Small).Frame(2, 2);
        Assert.Equal(together.Image.Pixels.ToArray(), alone.Image.Pixels.ToArray());
    }

    [Fact]
    public void Another_seed_gives_another_night()
    {
        var simulator = new NightSimulator(Small with { Seed = 12 });
        Assert.NotEqual(new NightSimulator(Small).Frame(0, 0).Image.Pixels.ToArray(), simulator.Frame(0, 0).Image.Pixels.ToArray());
        Assert.NotEqual(new NightSimulator(Small).Stars, simulator.Stars);
    }

    [Fact]
    public void Noise_is_that_of_photons_dark_current_and_read_out_in_electrons()
    {
        var plan = Small with
        {
            Width = 256,
            Height = 256,
            Stars = NoStars,
            ExposureSeconds = 5,
            Detector = new() { Gain = 2.5, ReadNoise = 3, DarkCurrent = 4, BiasLevel = 200, Format = PixelFormat.Float },
        };
        var pixels = new NightSimulator(plan).Frame(0, 0).Image.Pixels.ToArray();
        var mean = pixels.Average(value => (double)value);
        var variance = pixels.Average(value => Math.Pow(value - mean, 2));
        var expected = ((100 * 2.5) + (4 * 5) + 9) / (2.5 * 2.5);
        Assert.Equal(200 + 100 + (4 * 5 / 2.5), mean, 5 * Math.Sqrt(expected / pixels.Length));
        Assert.Equal(expected, variance, 5 * expected * Math.Sqrt(2.0 / pixels.Length));
    }

    [Fact]
    public void Shot_noise_of_a_star_adds_to_that_of_the_sky_in_quadrature()
    {
        var plan = Small with { Width = 21, Height = 21, Variables = [], Stars = new() { Given = [new(1, 10, 10, 2 * Math.PI * 2.25 * 400)] }, Detector = new() { ReadNoise = 0, Format = PixelFormat.Float } };
        var simulator = new NightSimulator(plan);
        var values = Enumerable.Range(0, 4000).Select(frame => (double)simulator.Frame(0, frame).Image[10, 10]).ToArray();
        Assert.Equal(500, values.Average(), 5 * Math.Sqrt(500.0 / values.Length));
        Assert.Equal(500, values.Average(value => Math.Pow(value - 500, 2)), 5 * 500 * Math.Sqrt(2.0 / values.Length));
    }

    [Fact]
    public void Bands_and_frames_have_noise_of_their_own()
    {
        var simulator = new NightSimulator(Small with { Stars = NoStars });
        var images = new[] { simulator.Frame(0, 0), simulator.Frame(1, 0), simulator.Frame(2, 0), simulator.Frame(0, 1) }.Select(frame => frame.Image.Pixels.ToArray()).ToArray();
        for (var i = 0; i < images.Length; i++)
        {
            for (var j = 0; j < i; j++) Assert.InRange(Correlation(images[i], images[j]), -0.045, 0.045);
        }
    }

    [Fact]
    public void Stars_stand_where_the_truth_says_through_drift_rotation_scale_mirror_and_flip()
    {
        var plan = Small with
        {
            Width = 256,
            Height = 256,
            Stars = new() { Given = [new(1, 150, 120, 5000)] },
            Sky = new() { Level = 0 },
            Motion = new() { DriftX = 1.5, DriftY = -0.7, Jitter = 0.5, RotationDegrees = 2, FlipAtFrame = 6 },
            Psf = new() { Elongation = 1.3, OrientationDegrees = 20, SeeingAmplitude = 0.1, SeeingScatter = 0.05 },
            Bands = [SimulatedBand.OpticamOnSky("g"), SimulatedBand.OpticamOnSky("r"), SimulatedBand.OpticamOnSky("i") with { Mirrored = true }],
            Detector = new() { Noise = false, Format = PixelFormat.Float },
        };
        var simulator = new NightSimulator(plan);
        for (var band = 0; band < 3; band++)
        {
            foreach (var frame in new[] { 0, 4, 8 })
            {
                var truth = simulator.Truth(band, frame);
                var moments = StarPainterTests.Moments(simulator.Frame(band, frame).Image);
                Assert.Equal(truth.Sources[0].X, moments.X, 1e-3);
                Assert.Equal(truth.Sources[0].Y, moments.Y, 1e-3);
                Assert.Equal(1, moments.Sum / truth.Sources[0].Flux, 1e-3);
                Assert.Equal((truth.Sources[0].X, truth.Sources[0].Y), truth.Field.Apply(150, 120));
                Assert.Equal(band == 2, truth.Field.Determinant < 0);
                Assert.Equal(plan.Bands[band].Scale, truth.Field.Scale, 1e-12);
            }
        }

        Assert.Equal(Math.PI - (16 * Math.PI / 180), Math.Abs(simulator.Truth(0, 8).Field.Rotation), 1e-9);
    }

    [Fact]
    public void Cameras_share_pointing_seeing_and_clouds()
    {
        var plan = Small with { Motion = new(), Psf = new() { SeeingScatter = 0.1 }, Transparency = new() { CloudDepth = 0.6, CloudPeriod = 3, Scatter = 0.02 } };
        var simulator = new NightSimulator(plan);
        for (var frame = 0; frame < 10; frame++)
        {
            var (g, i) = (simulator.Truth(0, frame), simulator.Truth(2, frame));
            Assert.Equal(g.Field, i.Field);
            Assert.Equal(g.Psf, i.Psf);
            Assert.Equal(g.Transparency, i.Transparency);
            Assert.NotEqual(g.Field, simulator.Truth(0, frame + 1).Field);
            Assert.NotEqual(g.Transparency, simulator.Truth(0, frame + 1).Transparency);
        }
    }

    [Fact]
    public void A_spell_of_cloud_dims_the_stars_and_brightens_the_sky()
    {
        var plan = Small with { Transparency = new() { Spells = [new(3, 4, 0.02)] }, Sky = new() { CloudGlow = 0.5 }, Variables = [] };
        var simulator = new NightSimulator(plan);
        Assert.Equal(1, simulator.Truth(0, 2).Transparency);
        Assert.Equal(0.02, simulator.Truth(0, 4).Transparency, 1e-12);
        Assert.Equal(simulator.Stars[0].Flux * 0.02, simulator.Truth(1, 3).Sources[0].Flux, 1e-9);
        Assert.Equal(149, simulator.Truth(0, 3).Sky, 1e-9);
        Assert.Equal(1, simulator.Truth(0, 5).Transparency);
    }

    [Fact]
    public void Eclipse_and_flare_follow_their_laws()
    {
        var eclipse = new EclipseVariability(1, Middle: 10, Duration: 6, Depth: 0.3, Flank: 2, Period: 40);
        Assert.Equal([1, 1, 0.85, 0.7, 0.7, 0.7, 0.85, 1], new double[] { 0, 7, 8, 9, 50, 11, 12, 13 }.Select(n => Math.Round(eclipse.Factor(n, 1), 9)));
        var flare = new FlareVariability(1, Start: 5, Amplitude: 2, Decay: 3);
        Assert.Equal(1, flare.Factor(4.9, 1));
        Assert.Equal(3, flare.Factor(5, 1), 1e-12);
        Assert.Equal(1 + (2 * Math.Exp(-1)), flare.Factor(8, 1), 1e-12);
        Assert.Equal(1.5, flare.Factor(5, 3), 1e-12);
    }

    [Fact]
    public void Sixteen_bit_frames_hold_whole_counts_up_to_saturation()
    {
        var plan = Small with { Stars = new() { Given = [new(1, 60, 50, 1e6)] }, Detector = new() { Saturation = 30000 }, Sky = new() { Level = 0.5 } };
        var pixels = new NightSimulator(plan).Frame(0, 0).Image.Pixels.ToArray();
        Assert.All(pixels, value => Assert.True(value >= 0 && value <= 30000 && value == MathF.Floor(value)));
        Assert.Equal(30000, pixels.Max());
        Assert.Equal(0, pixels.Min());
    }

    [Fact]
    public void The_sky_slopes_from_edge_to_edge()
    {
        var plan = Small with { Stars = NoStars, Sky = new() { Level = 200, GradientX = 50, GradientY = -20 }, Detector = new() { Noise = false, Format = PixelFormat.Float } };
        var image = new NightSimulator(plan).Frame(0, 0).Image;
        Assert.Equal(50 * 127.0 / 128, image[127, 40] - image[0, 40], 1e-3);
        Assert.Equal(-20 * 95.0 / 96, image[40, 95] - image[40, 0], 1e-3);
        Assert.Equal(200, image.Pixels.ToArray().Average(value => (double)value), 1e-3);
    }

    [Fact]
    public void The_shadow_dims_the_corners_of_frames_and_flats_alike()
    {
        var plan = Small with { Width = 128, Height = 128, Stars = NoStars, Detector = new() { CircularShadow = true, Noise = false, Format = PixelFormat.Float } };
        var simulator = new NightSimulator(plan);
        Assert.Equal(100, simulator.Frame(0, 0).Image[64, 2], 1e-3);
        Assert.Equal(50, simulator.Frame(0, 0).Image[0, 0], 1e-3);
        Assert.Equal(5000, simulator.Flat(0, 0).Image[0, 0], 1e-2);
        var withStar = new NightSimulator(plan with { Stars = new() { Given = [new(1, 10, 10, 1000)] } });
        Assert.Equal(64.0 * 64 / (2 * 54 * 54), withStar.Truth(0, 0).Sources[0].Response, 1e-12);
    }

    [Fact]
    public void A_flat_divides_out_the_sensitivities_of_its_own_camera()
    {
        var plan = Small with { Stars = NoStars, Detector = new() { SensitivityScatter = 0.05, Noise = false, Format = PixelFormat.Float } };
        var simulator = new NightSimulator(plan);
        var (frame, flat) = (simulator.Frame(1, 0).Image, simulator.Flat(1, 0).Image);
        for (var i = 0; i < frame.Pixels.Length; i++) Assert.Equal(0.01, frame.Pixels[i] / flat.Pixels[i], 1e-6);
        var ratios = flat.Pixels.ToArray().Select(value => value / 10000.0).ToArray();
        Assert.Equal(0.05, Math.Sqrt(ratios.Average(ratio => Math.Pow(ratio - 1, 2))), 0.002);
        Assert.NotEqual(flat.Pixels.ToArray(), simulator.Flat(0, 0).Image.Pixels.ToArray());
    }

    [Fact]
    public void Hot_pixels_are_in_darks_and_frames_but_not_in_biases()
    {
        var plan = Small with { Stars = NoStars, Detector = new() { HotPixels = 5, HotPixelCurrent = 1000, BiasLevel = 100, Noise = false } };
        var simulator = new NightSimulator(plan);
        var (dark, frame, bias) = (simulator.Dark(0, 0).Image.Pixels.ToArray(), simulator.Frame(0, 0).Image.Pixels.ToArray(), simulator.Bias(0, 0).Image.Pixels.ToArray());
        Assert.Equal(5, dark.Count(value => value > 100));
        Assert.All(bias, value => Assert.Equal(100, value));
        for (var i = 0; i < dark.Length; i++) Assert.Equal(dark[i] + 100, frame[i]);
    }

    [Fact]
    public void Cosmic_rays_are_where_the_truth_says()
    {
        var plan = Small with { Stars = NoStars, Detector = new() { CosmicRays = 4, Noise = false, Format = PixelFormat.Float } };
        var simulator = new NightSimulator(plan);
        var hits = 0;
        for (var frame = 0; frame < 50; frame++)
        {
            var truth = simulator.Truth(0, frame);
            hits += truth.CosmicRays.Count;
            var expected = new Image(plan.Width, plan.Height);
            expected.Pixels.Fill(100);
            foreach (var hit in truth.CosmicRays)
            {
                for (var x = hit.X; x < Math.Min(hit.X + hit.Length, plan.Width); x++) expected[x, hit.Y] += (float)(hit.Counts / hit.Length);
            }

            Assert.Equal(expected.Pixels.ToArray(), simulator.Frame(0, frame).Image.Pixels.ToArray());
        }

        Assert.InRange(hits, 200 - 70, 200 + 70);
    }

    [Fact]
    public void Cameras_may_have_exposures_of_their_own()
    {
        var plan = Small with { Variables = [], Bands = [SimulatedBand.Opticam("g"), SimulatedBand.Opticam("i") with { ExposureSeconds = 3, CadenceSeconds = 3.25, DelaySeconds = 0.5 }] };
        var simulator = new NightSimulator(plan);
        Assert.Equal(10, plan.FrameCount(plan.Bands[0]));
        Assert.Equal(3, plan.FrameCount(plan.Bands[1]));
        var truth = simulator.Truth(1, 2);
        Assert.Equal(7.0, truth.UtcStart.SecondsSince(plan.Start), 1e-6);
        Assert.Equal(3 * simulator.Stars[0].Flux, truth.Sources[0].Flux, 1e-9);
        Assert.Equal(300, truth.Sky, 1e-9);
    }

    [Fact]
    public void Stars_keep_their_distance_while_there_is_room()
    {
        var stars = new NightSimulator(new() { Stars = new() { Count = 60, MinimumSeparation = 25 } }).Stars;
        var nearest = from left in stars from right in stars where left.Number < right.Number select double.Hypot(left.X - right.X, left.Y - right.Y);
        Assert.True(nearest.Min() >= 25);
        Assert.Equal(100, new NightSimulator(Small with { Stars = new() { Count = 100, MinimumSeparation = 50 } }).Stars.Count);
    }

    [Fact]
    public void Colours_differ_from_band_to_band_when_asked_for()
    {
        var plain = new NightSimulator(Small);
        Assert.Equal(plain.Flux(0, 3), plain.Flux(2, 3));
        var coloured = new NightSimulator(Small with { Stars = new() { ColourScatter = 0.3 } });
        Assert.NotEqual(coloured.Flux(0, 3), coloured.Flux(2, 3));
    }

    [Fact]
    public void Gaps_are_long_and_rare()
    {
        var simulator = new NightSimulator(Small with { Frames = 20000, GapProbability = 0.02 });
        var missing = Enumerable.Range(0, 20000).Select(simulator.IsMissing).ToArray();
        var starts = Enumerable.Range(1, 19999).Count(i => missing[i] && !missing[i - 1]);
        Assert.InRange(missing.Count(gone => gone) / (double)starts, 16, 24);
        Assert.InRange(starts, 220, 350);
    }

    [Fact]
    public void A_plan_that_cannot_be_carried_out_is_refused_with_a_sentence()
    {
        Assert.Contains("no pixels", Assert.Throws<ArgumentException>(() => new NightSimulator(Small with { Width = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("same filter", Assert.Throws<ArgumentException>(() => new NightSimulator(Small with { Bands = [new(1, "g"), new(2, "g")] })).Message, StringComparison.Ordinal);
        Assert.Contains("letters", Assert.Throws<ArgumentException>(() => new NightSimulator(Small with { Bands = [new(1, "../g")] })).Message, StringComparison.Ordinal);
    }

    static double Correlation(float[] left, float[] right)
    {
        var (meanLeft, meanRight) = (left.Average(value => (double)value), right.Average(value => (double)value));
        double both = 0, squareLeft = 0, squareRight = 0;
        for (var i = 0; i < left.Length; i++)
        {
            both += (left[i] - meanLeft) * (right[i] - meanRight);
            squareLeft += Math.Pow(left[i] - meanLeft, 2);
            squareRight += Math.Pow(right[i] - meanRight, 2);
        }

        return both / Math.Sqrt(squareLeft * squareRight);
    }
}

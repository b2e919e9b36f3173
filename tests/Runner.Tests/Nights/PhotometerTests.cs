using Nocturne.Core.Simulation;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>Every photometer of a night against the truth, alone and beside the others.</summary>
public sealed class PhotometerTests
{
    /// <summary>Stars far from each other in changing seeing, elongated.</summary>
    static readonly SimulationPlan Isolated = new()
    {
        Seed = 21,
        Width = 400,
        Height = 400,
        Frames = 16,
        Bands = [SimulatedBand.Opticam("r")],
        Variables = [],
        Stars = new() { Count = 25, FaintestFlux = 3000, BrightestFlux = 100000, MinimumSeparation = 48, Border = 40 },
        Psf = new() { Sigma = 1.6, Elongation = 1.25, OrientationDegrees = 35, SeeingAmplitude = 0.15, SeeingPeriod = 9, SeeingScatter = 0.03 },
        Motion = new() { DriftX = 0.4, DriftY = -0.3, Jitter = 0.3 },
    };

    [Theory]
    [InlineData("psf")]
    [InlineData("forced_psf")]
    [InlineData("linked_psf")]
    [InlineData("forced_psf_annulus")]
    [InlineData("forced_optimal", "photometry.optimal-profile=frame")]
    [InlineData("optimal_annulus", "photometry.optimal-profile=frame")]
    [InlineData("forced_aperture", "photometry.aperture-unit=pixels", "photometry.aperture-scale=8.5", "background.box=100")]
    [InlineData("forced_deblended", "photometry.aperture-unit=pixels", "photometry.aperture-scale=8.5", "background.box=100")]
    [InlineData("forced_aperture", "photometry.aperture-correction=yes")]
    [InlineData("linked_aperture_r1.5_annulus", "photometry.aperture-correction=yes")]
    [InlineData("forced_deblended", "photometry.aperture-correction=yes")]
    [InlineData("forced_aperture", "photometry.aperture-unit=fwhm", "photometry.aperture-scale=2", "background.box=100")]
    public async Task Bright_isolated_stars_have_all_their_light_whatever_the_seeing(string label, params string[] settings)
    {
        using var night = new SimulatedNight(Isolated);
        await ReduceAsync(night, label, [], settings);
        var bright = Rows(night, label).Where(row => row.Truth > 30000).ToArray();
        Assert.True(bright.Length > 100);
        Assert.InRange(bright.Average(row => row.Flux / row.Truth), 0.997, 1.003);
        Assert.InRange(RobustWidth([.. Rows(night, label).Select(row => (row.Flux - row.Truth) / row.Error)]), 0.9, 1.1);
    }

    [Fact]
    public async Task A_moffat_profile_and_the_mean_of_the_stars_agree_with_the_gaussian_to_a_percent()
    {
        using var night = new SimulatedNight(Isolated with { Frames = 5 });
        foreach (var (model, beta, low, high) in new[] { ("epsf", "auto", 0.99, 1.01), ("moffat", "8", 0.95, 1.1), ("moffat", "auto", 0.98, 1.05) })
        {
            await ReduceAsync(night, "forced_psf", ["--overwrite"], $"photometry.psf.model={model}", $"photometry.psf.beta={beta}");
            Assert.InRange(Rows(night, "forced_psf").Where(row => row.Truth > 30000).Average(row => row.Flux / row.Truth), low, high);
        }
    }

    [Fact]
    public async Task Neighbours_lose_nothing_to_each_other_where_light_is_shared_out()
    {
        (double X, double Y)[] places = [(70, 80), (190, 60), (330, 110), (120, 220), (260, 190), (90, 340), (230, 310), (340, 290)];
        SimulatedStar[] pairs = [.. places.SelectMany((place, i) => new SimulatedStar[]
        {
            new((2 * i) + 1, place.X, place.Y, 60000 + (3000 * i)),
            new((2 * i) + 2, place.X + 6, place.Y + 1, 40000 - (2000 * i)),
        })];
        using var night = new SimulatedNight(Isolated with { Frames = 5, Psf = new() { Sigma = 1.5 }, Stars = new() { Given = pairs } });
        await ReduceAsync(night, "forced_aperture,forced_deblended,forced_psf,psf", [], "photometry.aperture-unit=pixels", "photometry.aperture-scale=5");
        double Light(string label) => Rows(night, label).Average(row => row.Flux / row.Truth);
        Assert.InRange(Light("forced_aperture"), 1.2, 1.6);
        Assert.InRange(Light("forced_deblended"), 0.99, 1.002);
        Assert.InRange(Light("forced_psf"), 0.995, 1.005);
        Assert.InRange(Light("psf"), 0.995, 1.005);
    }

    [Fact]
    public async Task Linked_places_follow_what_the_alignment_does_not()
    {
        // A turn of 0.15 degrees a frame, which a pure shift cannot follow.
        var plan = Isolated with { Frames = 9, Psf = new() { Sigma = 1.6 }, Motion = new() { RotationDegrees = 0.15, Jitter = 0.2 } };
        using var night = new SimulatedNight(plan);
        await ReduceAsync(night, "forced_aperture,linked_aperture", [], "alignment.mode=translation", "alignment.tolerance=4", "photometry.link-stars=12");
        double Off(string label) => Places(night, label).Average();
        Assert.True(Off("forced_aperture") > 0.3, $"forced is off by {Off("forced_aperture"):F2} pixels");
        Assert.True(Off("linked_aperture") < 0.5 * Off("forced_aperture"), $"linked is off by {Off("linked_aperture"):F2} pixels, forced by {Off("forced_aperture"):F2}");
    }

    [Fact]
    public async Task Several_photometers_at_once_give_the_rows_that_each_gives_alone_and_one_worker_those_of_four()
    {
        string[] labels = ["aperture", "forced_aperture_annulus", "optimal", "forced_optimal_annulus", "psf", "forced_psf_annulus", "deblended", "linked_aperture_r1.5", "linked_psf"];
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 6, Bands = [SimulatedBand.Opticam("g"), SimulatedBand.Opticam("r")] });
        await CommandRun.ReduceAsync(night.Frames, night["all"], "--photometers", string.Join(',', labels), "--set", "reduce.parallelism=4");
        await CommandRun.ReduceAsync(night.Frames, night["one"], "--photometers", string.Join(',', labels), "--set", "reduce.parallelism=1");
        Assert.Equal(Products.Digests(night["one"]), Products.Digests(night["all"]));
        foreach (var label in labels)
        {
            await CommandRun.ReduceAsync(night.Frames, night[label], "--photometers", label);
            Assert.Equal(Products.Digests(night[$"{label}/lightcurves/{label}"]), Products.Digests(night[$"all/lightcurves/{label}"]));
        }
    }

    [Fact]
    public async Task Stars_far_from_the_edge_have_no_flags_and_light_curves_whatever_the_photometer()
    {
        string[] labels = ["forced_aperture", "optimal", "forced_optimal", "forced_optimal_annulus", "forced_psf", "forced_deblended", "linked_aperture"];
        using var night = new SimulatedNight(Isolated with { Frames = 5, Stars = Isolated.Stars with { FaintestFlux = 30000 } });
        await ReduceAsync(night, string.Join(',', labels), []);
        foreach (var label in labels)
        {
            var flags = Directory.GetFiles(night[$"out/lightcurves/{label}"]).SelectMany(Products.Rows).Where(row => row.Number("x") is > 40 and < 360 && row.Number("y") is > 40 and < 360).Select(row => row["flags"]).Distinct();
            Assert.Equal(["0"], flags);
            var (code, results, errors) = await CommandRun.RunAsync("lightcurve", night["out"], "--target", "3", "--photometer", label);
            Assert.True(code == ExitCode.Success, errors);
            Assert.Contains("5 points", results, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_growth_curve_of_a_band_is_that_of_its_stars()
    {
        using var night = new SimulatedNight(Isolated with { Frames = 3, Psf = new() { Sigma = 1.6 } });
        await ReduceAsync(night, "forced_aperture", []);
        var growth = Products.Rows(night["out/stacks/2-r_growth.csv"]);
        Assert.True(growth[0].Number("stars") >= 5);
        Assert.Equal(1, growth[^1].Number("fraction"));
        foreach (var row in growth)
        {
            var size = row.Number("semi_major") / 1.6;
            Assert.Equal(1 - Math.Exp(-0.5 * size * size), row.Number("fraction"), 0.03);
            Assert.Equal(1 / row.Number("fraction"), row.Number("correction"), 1e-9);
        }
    }

    [Fact]
    public async Task A_ring_of_sky_has_columns_of_its_own_and_only_it()
    {
        using var night = new SimulatedNight(Isolated with { Frames = 2 });
        await ReduceAsync(night, "forced_aperture,forced_aperture_annulus", []);
        Assert.DoesNotContain("background", File.ReadLines(night["out/lightcurves/forced_aperture/2-r_source_1.csv"]).First(), StringComparison.Ordinal);
        Assert.Contains(",background,background_err,", File.ReadLines(night["out/lightcurves/forced_aperture_annulus/2-r_source_1.csv"]).First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_of_apertures_stand_beside_each_other()
    {
        using var night = new SimulatedNight(Isolated with { Frames = 3 });
        await ReduceAsync(night, "forced_aperture", [], "photometry.apertures=[1, 1.5, 3.5]");
        double Light(string label) => Rows(night, label).Where(row => row.Truth > 30000).Average(row => row.Flux / row.Truth);
        var light = new[] { "forced_aperture_r1", "forced_aperture_r1.5", "forced_aperture", "forced_aperture_r3.5" }.Select(Light).ToArray();
        Assert.Equal(light.Order(), light);
        for (var i = 0; i < 4; i++)
        {
            var size = new[] { 1, 1.5, 2.3548, 3.5 }[i];
            Assert.InRange(light[i] / (1 - Math.Exp(-0.5 * size * size)), 0.8, 1.03);
        }
    }

    static async Task ReduceAsync(SimulatedNight night, string labels, string[] more, params string[] settings) => await CommandRun.ReduceAsync(
        night.Frames, night["out"], ["--photometers", labels, "--set", "catalogue.max-sources=40", .. more, .. settings.SelectMany(setting => new[] { "--set", setting })]);

    static List<(double Flux, double Error, double Truth)> Rows(SimulatedNight night, string label) =>
        [.. Measured(night, label).Where(row => double.IsFinite(row.Flux)).Select(row => (row.Flux, row.Error, row.Truth))];

    static IEnumerable<double> Places(SimulatedNight night, string label) => Measured(night, label).Select(row => row.Off);

    static List<(double Flux, double Error, double Truth, double Off)> Measured(SimulatedNight night, string label)
    {
        var file = night["score.csv"];
        CommandRun.RunAsync("export", night["out"], "--format", "score", "--label", label, "--out", file).GetAwaiter().GetResult();
        var rows = new List<(double, double, double, double)>();
        foreach (var row in Products.Rows(file))
        {
            var (x, y) = (row.Number("x"), row.Number("y"));
            var star = night.Simulator.Truth(0, int.Parse(row["file"].AsSpan(8, 8), System.Globalization.CultureInfo.InvariantCulture)).Sources.MinBy(star => double.Hypot(star.X - x, star.Y - y));
            rows.Add((row.Number("flux"), row.Number("flux_err"), star.Flux, double.Hypot(star.X - x, star.Y - y)));
        }

        return rows;
    }

    static double RobustWidth(double[] values)
    {
        Array.Sort(values);
        var median = values[values.Length / 2];
        var deviations = values.Select(value => Math.Abs(value - median)).Order().ToArray();
        return 1.4826 * deviations[deviations.Length / 2];
    }
}

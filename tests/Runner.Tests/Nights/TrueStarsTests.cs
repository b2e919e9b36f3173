using Nocturne.Core.Simulation;
using Nocturne.Core.Sky;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>Whole nights in which the field moves: every row is of the star that its number says, and as good as photons allow.</summary>
public sealed class TrueStarsTests
{
    /// <summary>Drift of 40 pixels, a turn of 5 degrees, a flip, cloud, and cameras of other scale, turn and parity.</summary>
    static SimulationPlan Restless { get; } = new()
    {
        Seed = 11,
        Width = 256,
        Height = 256,
        Frames = 40,
        CadenceSeconds = 5,
        Bands =
        [
            SimulatedBand.Opticam("g"),
            SimulatedBand.Opticam("i") with { Scale = 0.84, RotationDegrees = -1.1, OffsetX = -6.4, OffsetY = 2.7, Mirrored = true },
        ],
        Variables = [],
        Stars = new() { Count = 14, FaintestFlux = 15000, BrightestFlux = 120000, MinimumSeparation = 32, Border = 48, ColourScatter = 0.2 },
        Psf = new() { PixelIntegrated = true },
        Motion = new() { DriftX = 0.8, DriftY = -0.6, Jitter = 0.4, RotationDegrees = 0.125, FlipAtFrame = 24 },
        Transparency = new() { CloudDepth = 0.4, CloudPeriod = 9, Spells = [new(15, 17, 0.002)] },
    };

    [Fact]
    public async Task A_restless_night_has_no_row_of_a_wrong_star_and_scatters_as_photons_do()
    {
        using var night = new SimulatedNight(Restless);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        AssertOneNumbering(night);
        var pulls = new List<double>();
        for (var band = 0; band < 2; band++)
        {
            var rows = Score(night).Where(row => row["band"] == Restless.Bands[band].Filter).ToArray();
            Assert.True(rows.Select(row => row["file"]).Distinct().Count() >= 36, "too few frames were measured");
            foreach (var curve in rows.GroupBy(row => row["cat_id"])) pulls.AddRange(Pulls(night, band, [.. curve]));
        }
        Assert.True(pulls.Count > 600, $"only {pulls.Count} rows");
        var spread = Math.Sqrt(pulls.Sum(pull => pull * pull) / pulls.Count);
        Assert.InRange(spread, 0.9, 1.05);
    }

    /// <summary>opticam 0.5 has 0.57 of the light in forced apertures, and 0.16 in forced optimal fluxes, of a field that moves by six pixels.</summary>
    [Theory]
    [InlineData("forced_aperture", 6, -3, 1)]
    [InlineData("forced_aperture", 0, 0, 6)]
    [InlineData("forced_aperture_annulus", 0, 0, 6)]
    [InlineData("forced_optimal", 6, -3, 1)]
    [InlineData("forced_optimal", 0, 0, 6)]
    public async Task Defect_1_forced_flux_of_a_field_that_moves_six_pixels_is_that_of_the_truth(string label, double driftX, double driftY, double jitter)
    {
        var plan = Restless with { Frames = 8, Bands = [SimulatedBand.Opticam("r")], Motion = new() { DriftX = driftX, DriftY = driftY, Jitter = jitter }, Transparency = new() };
        using var night = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--photometers", label, "--set", "photometry.optimal-profile=frame");
        // The whole light, or that in the aperture.
        double LightOf(FrameTruth truth, double area) => label.Contains("optimal", StringComparison.Ordinal) ? 1 : 1 - Math.Exp(-area / (2 * Math.PI * Spread(truth)));
        var ratios = Score(night, label).GroupBy(row => row["cat_id"]).Select(curve => curve.Average(row =>
        {
            var truth = night.Simulator.Truth(0, FrameOf(row["file"]));
            var star = truth.Sources.MinBy(star => Distance(star, row.Number("x"), row.Number("y")))!;
            return row.Number("flux") / (star.Flux * LightOf(truth, Area(night, 0, row, label)));
        })).Order().ToArray();
        Assert.InRange(ratios[ratios.Length / 2], 0.99, 1.01);
        Assert.All(ratios, ratio => Assert.InRange(ratio, 0.97, 1.03));
    }

    [Fact]
    public async Task A_star_that_fades_away_is_not_replaced_by_its_neighbour()
    {
        var plan = Restless with
        {
            Frames = 16,
            Bands = [SimulatedBand.Opticam("r")],
            Motion = new() { Jitter = 0.5 },
            Transparency = new(),
            Stars = new()
            {
                Given =
                [
                    new(1, 60, 70, 90_000), new(2, 190, 60, 80_000), new(3, 80, 190, 70_000), new(4, 180, 180, 60_000), new(5, 130, 120, 50_000),
                    new(6, 136, 121, 9_000),
                ],
            },
            Variables = [new EclipseVariability(5, Middle: 8, Duration: 6, Depth: 1)],
        };
        using var night = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--photometers", "forced_aperture,aperture", "--set", "catalogue.max-sources=5");
        var target = Score(night, "aperture").Where(row => row["cat_id"] == "5").ToArray();
        Assert.Equal(16, target.Length);
        foreach (var row in target.Where(row => !double.IsNaN(row.Number("x"))))
        {
            var truth = night.Simulator.Truth(0, FrameOf(row["file"]));
            Assert.True(Distance(truth.Sources[4], row.Number("x"), row.Number("y")) < 1.5, $"{row["file"]}: the neighbour was measured");
        }
        Assert.Contains(target, row => double.IsNaN(row.Number("x")));
    }

    [Fact]
    public async Task Defect_6_an_unaligned_frame_has_no_row_after_a_restart_either()
    {
        using var night = new SimulatedNight();
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        foreach (var band in night.Plan.Bands)
            Assert.DoesNotContain(Score(night), row => row["file"] == $"240101{band.Filter}200000005o.fits");
        Assert.Equal(3, File.ReadAllLines(night["out/frames.csv"]).Count(line => line.Contains("Unaligned", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cloud_and_flip_are_judged_and_told_in_the_ledger()
    {
        var plan = Restless with { Frames = 30, Transparency = new() { Spells = [new(8, 12, 0.2), new(13, 16, 0.001)] }, Motion = new() { FlipAtFrame = 22, Jitter = 0.5 } };
        using var night = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        using var reader = NightReader.Open(night["out"]);
        foreach (var band in reader.Bands)
        {
            var frames = reader.Frames(band).ToArray();
            Assert.Equal(SkyState.Tracking, frames[5].Sky);
            Assert.All(frames[10..18], frame => Assert.Equal(SkyState.Cloud, frame.Sky));
            Assert.Equal(SkyState.Tracking, frames[20].Sky);
            Assert.Equal(SkyState.Flipped, frames[22].Sky);
            Assert.Equal(SkyState.Tracking, frames[^1].Sky);
            Assert.Equal(0.2, frames[9].Transparency!.Value / frames[3].Transparency!.Value, 0.02);
            Assert.Null(frames[14].Transparency);
        }
        var changes = reader.SkyTransitions(reader.Bands[0]).Select(entry => entry.Change.To).ToArray();
        Assert.Equal([SkyState.Tracking, SkyState.Cloud, SkyState.Tracking, SkyState.Flipped, SkyState.Tracking], changes);
    }

    /// <summary>A star has one number in all bands, and a number is one star.</summary>
    static void AssertOneNumbering(SimulatedNight night)
    {
        var stars = new Dictionary<string, int>();
        var shared = 0;
        for (var band = 0; band < night.Plan.Bands.Count; band++)
        {
            foreach (var row in Score(night).Where(row => row["band"] == night.Plan.Bands[band].Filter).DistinctBy(row => row["cat_id"]))
            {
                var truth = night.Simulator.Truth(band, FrameOf(row["file"]));
                var star = Enumerable.Range(0, truth.Sources.Count).MinBy(i => Distance(truth.Sources[i], row.Number("x"), row.Number("y")));
                if (!stars.TryAdd(row["cat_id"], star)) shared++;
                Assert.Equal(star, stars[row["cat_id"]]);
            }
        }
        Assert.Equal(stars.Count, stars.Values.Distinct().Count());
        Assert.True(shared >= 8, $"only {shared} stars have one number in both bands");
    }

    /// <summary>Deviations of a star's rows from the truth, in units of what photons, sky and read-out alone would scatter; the mean is taken out.</summary>
    static IEnumerable<double> Pulls(SimulatedNight night, int band, Dictionary<string, string>[] curve)
    {
        var ratios = Ratios(night, band, curve).ToArray();
        var mean = ratios.Average(ratio => ratio.Value);
        return ratios.Select(ratio => (ratio.Value - mean) / ratio.Error * Math.Sqrt(ratios.Length / (ratios.Length - 1.0)));
    }

    /// <summary>Each row's flux over the star's true light in the aperture, with the error that photons, sky and read-out alone would give it.</summary>
    static IEnumerable<(double Value, double Error)> Ratios(SimulatedNight night, int band, Dictionary<string, string>[] curve)
    {
        var star = -1;
        foreach (var row in curve)
        {
            var truth = night.Simulator.Truth(band, FrameOf(row["file"]));
            var (x, y) = (row.Number("x"), row.Number("y"));
            var nearest = Enumerable.Range(0, truth.Sources.Count).MinBy(i => Distance(truth.Sources[i], x, y));
            if (star < 0) star = nearest;
            Assert.Equal(star, nearest);
            Assert.True(Distance(truth.Sources[star], x, y) < 0.7, $"{row["file"]}: star {row["cat_id"]} is off by {Distance(truth.Sources[star], x, y):F2} pixels");

            var area = Area(night, band, row);
            var light = truth.Sources[star].Flux * (1 - Math.Exp(-area / (2 * Math.PI * Spread(truth))));
            var noise = Math.Sqrt(light + (area * (truth.Sky + (night.Plan.Detector.ReadNoise * night.Plan.Detector.ReadNoise) + (1 / 12.0))));
            yield return (row.Number("flux") / light, noise / light);
        }
    }

    /// <summary>Variance of a star's image; a Gaussian that is integrated over the pixels is as wide as both together.</summary>
    static double Spread(FrameTruth truth) => (truth.Psf.SemiMajorSigma * truth.Psf.SemiMinorSigma) + (1 / 12.0);

    /// <summary>Area of the aperture, which has the same size in all frames of a band.</summary>
    static double Area(SimulatedNight night, int band, Dictionary<string, string> row, string label = "forced_aperture")
    {
        var filter = night.Plan.Bands[band].Filter;
        var curve = Directory.GetFiles(night[$"out/lightcurves/{label}"], $"*-{filter}_source_{row["cat_id"]}.csv").Single();
        return Products.Rows(curve)[0].Number("area");
    }

    static List<Dictionary<string, string>> Score(SimulatedNight night, string label = "forced_aperture")
    {
        var file = night["score.csv"];
        var (code, _, errors) = CommandRun.RunAsync("export", night["out"], "--format", "score", "--label", label, "--out", file).GetAwaiter().GetResult();
        Assert.True(code == ExitCode.Success, errors);
        return Products.Rows(file);
    }

    /// <summary>OPTICAM's names: date, band, nine digits, o.</summary>
    static int FrameOf(string file) => int.Parse(file.AsSpan(8, 8), System.Globalization.CultureInfo.InvariantCulture);

    static double Distance(SourceTruth star, double x, double y) => Math.Sqrt(((star.X - x) * (star.X - x)) + ((star.Y - y) * (star.Y - y)));
}

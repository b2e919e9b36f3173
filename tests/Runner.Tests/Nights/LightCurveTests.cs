using Nocturne.Core.Simulation;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>Whole nights against the truth they were simulated from.</summary>
public sealed class LightCurveTests
{
    [Fact]
    public async Task A_three_band_night_becomes_the_light_curves_it_was_made_of()
    {
        using var night = new SimulatedNight();
        await CommandRun.ReduceAsync(night.Frames, night["out"]);

        for (var band = 0; band < 3; band++)
        {
            var pulls = new List<double>();
            var ratios = new List<double>();
            foreach (var row in Score(night, "forced_aperture").Where(row => row["band"] == night.Plan.Bands[band].Filter))
            {
                var truth = night.Simulator.Truth(band, FrameOf(row["file"]));
                var star = Nearest(truth, row.Number("x"), row.Number("y"));
                Assert.True(star.Distance < 0.5, $"{row["file"]}: position off by {star.Distance:F2} pixels");
                ratios.Add(row.Number("flux") / star.Flux);
                pulls.Add((row.Number("flux") - (Enclosed * star.Flux)) / row.Number("flux_err"));
            }
            Assert.Equal(11 * Catalogued(night, band), ratios.Count);
            Assert.InRange(Median(ratios), 0.88, 0.97);
            var centre = Median(pulls);
            Assert.InRange(1.4826 * Median([.. pulls.Select(pull => Math.Abs(pull - centre))]), 0.7, 1.6);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(6)]
    public async Task Forced_flux_follows_a_field_that_drifts(double pixelsPerFrame)
    {
        var plan = SimulatedNight.Small with
        {
            Frames = 8,
            Bands = [SimulatedBand.Opticam("r")],
            Motion = new() { DriftX = pixelsPerFrame, DriftY = -pixelsPerFrame / 2, Jitter = 0 },
            Transparency = new(),
            Variables = [],
            Stars = new() { Count = 10, FaintestFlux = 30000, BrightestFlux = 80000, MinimumSeparation = 30, Border = 70 },
        };
        using var night = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        foreach (var curve in Score(night, "forced_aperture").GroupBy(row => row["cat_id"]))
        {
            var median = Median([.. curve.Select(row => row.Number("flux"))]);
            Assert.All(curve, row => Assert.InRange(row.Number("flux") / median, 0.97, 1.03));
        }
    }

    [Fact]
    public async Task A_meridian_flip_changes_no_star()
    {
        var plan = SimulatedNight.Small with { Frames = 10, Bands = [SimulatedBand.Opticam("g")], Motion = new() { FlipAtFrame = 5, Jitter = 0.3 }, Transparency = new(), Variables = [] };
        using var night = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        foreach (var curve in Score(night, "forced_aperture").GroupBy(row => row["cat_id"]))
        {
            var stars = curve.Select(row => Nearest(night.Simulator.Truth(0, FrameOf(row["file"])), row.Number("x"), row.Number("y")));
            Assert.Single(stars.Select(star => star.Index).Distinct());
            Assert.Equal(10, curve.Count());
        }
    }

    [Fact]
    public async Task The_row_time_is_the_middle_of_the_exposure()
    {
        var plan = SimulatedNight.Small with { Frames = 3, ExposureSeconds = 0.8, Bands = [SimulatedBand.Opticam("g")], Transparency = new() };
        using var night = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        var rows = Products.Rows(night["out/lightcurves/forced_aperture/1-g_source_1.csv"]);
        for (var i = 0; i < 3; i++) Assert.Equal(60310 + ((i + 0.4) / 86400), rows[i].Number("mjd_utc_mid"), 1e-10);
    }

    /// <summary>Light of a Gaussian inside an ellipse of one full width at half maximum, semi-axes.</summary>
    const double Enclosed = 0.925;

    static List<Dictionary<string, string>> Score(SimulatedNight night, string label)
    {
        var file = night["score.csv"];
        var (code, _, errors) = CommandRun.RunAsync("export", night["out"], "--format", "score", "--label", label, "--out", file).GetAwaiter().GetResult();
        Assert.True(code == ExitCode.Success, errors);
        return Products.Rows(file);
    }

    static int Catalogued(SimulatedNight night, int band) =>
        Products.Rows(night[$"out/catalogue/{night.Plan.Bands[band].Camera}-{night.Plan.Bands[band].Filter}.csv"]).Count;

    /// <summary>OPTICAM's names: date, band, nine digits, o.</summary>
    static int FrameOf(string file) => int.Parse(file.AsSpan(8, 8), System.Globalization.CultureInfo.InvariantCulture);

    static (int Index, double Distance, double Flux) Nearest(FrameTruth truth, double x, double y) =>
        truth.Sources.Select((source, i) => (i, Math.Sqrt(((source.X - x) * (source.X - x)) + ((source.Y - y) * (source.Y - y))), source.Flux)).MinBy(star => star.Item2);

    static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}

using Nocturne.Core.Astrometry;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>What opticam 0.5.0 gets wrong with times, calibration, input and simulated noise: how Nocturne behaves, by the numbers of docs/opticam.md.</summary>
public sealed class OpticamInputDefectTests
{
    static readonly SimulationPlan Plan = WrittenNight.OneBand with { Bands = [SimulatedBand.Opticam("g")] };

    static async Task<List<Dictionary<string, string>>> FramesOf(SimulationPlan plan, Action<SimulatedNight>? change = null, params string[] more)
    {
        using var night = new SimulatedNight(plan);
        change?.Invoke(night);
        await CommandRun.ReduceAsync(night.Frames, night["out"], more);
        return Products.Rows(night["out/frames.csv"]);
    }

    [Fact]
    public async Task Defect_8_a_time_of_day_beside_a_date_keeps_its_fraction()
    {
        var frames = await FramesOf(Plan with { TimeStyle = TimeStyle.DateAndTimeOfDay, ExposureSeconds = 0.2, CadenceSeconds = 0.25, Sky = new() { Level = 100 } });
        var starts = frames.ConvertAll(frame => frame.Number("mjd_utc_start"));
        for (var i = 1; i < starts.Count; i++) Assert.Equal(0.25, 86400 * (starts[i] - starts[i - 1]), 2e-6);
    }

    [Fact]
    public async Task Defect_9_times_are_the_middles_of_the_exposures()
    {
        var frames = await FramesOf(Plan);
        Assert.All(frames, frame => Assert.Equal(Plan.ExposureSeconds / 2, 86400 * (frame.Number("mjd_utc_mid") - frame.Number("mjd_utc_start")), 2e-6));
        Assert.All(frames, frame => Assert.Equal(Plan.ExposureSeconds / 2, 86400 * (frame.Number("bmjd_tdb_mid") - frame.Number("bmjd_tdb_start")), 1e-3));
    }

    [Fact]
    public async Task Defect_10_a_night_beyond_all_tables_is_reduced_without_a_network()
    {
        var frames = await FramesOf(Plan with { Start = Mjd.FromCalendar(new(2041, 3, 1), 3600) });
        Assert.All(frames, frame => Assert.Equal("Measured", frame["state"]));
        Assert.All(frames, frame => Assert.True(double.IsFinite(frame.Number("bmjd_tdb_mid"))));
    }

    [Fact]
    public void Defect_11_simulated_noises_are_independent_and_add_in_squares()
    {
        var plan = Plan with
        {
            Bands = [SimulatedBand.Opticam("g"), SimulatedBand.Opticam("r")],
            Stars = new() { Count = 0 },
            Sky = new() { Level = 400 },
            Detector = new() { ReadNoise = 10, Format = PixelFormat.Float },
        };
        var simulator = new NightSimulator(plan);
        var (green, red) = (simulator.Frame(0, 3).Image.Pixels.ToArray(), simulator.Frame(1, 3).Image.Pixels.ToArray());
        var (mean, other) = (green.Average(), red.Average());
        double Covariance(float[] a, double ma, float[] b, double mb) => a.Zip(b).Average(pair => (pair.First - ma) * (pair.Second - mb));
        // Photons and read noise add in squares: √(400 + 100), not 20 + 10.
        Assert.Equal(Math.Sqrt(500), Math.Sqrt(Covariance(green, mean, green, mean)), 0.3);
        Assert.InRange(Math.Abs(Covariance(green, mean, red, other)) / 500, 0, 0.02);
    }

    [Fact]
    public async Task Defect_12_a_night_without_stars_is_told_in_a_sentence()
    {
        using var night = new SimulatedNight(Plan with { Stars = new() { Count = 0 } });
        var (code, _, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet");
        Assert.Equal(ExitCode.NothingReduced, code);
        Assert.Contains("stars", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Defect_14_errors_know_gain_dark_current_read_noise_and_rebinning(int rebin)
    {
        var plan = Plan with
        {
            Frames = 40,
            Motion = new() { Jitter = 0 },
            Variables = [],
            Binning = 4 / rebin,
            Stars = Plan.Stars with { Border = 50, FaintestFlux = 20000 },
            Detector = new() { Gain = 4, DarkCurrent = 40, ReadNoise = 8 },
            Width = 192 * rebin,
            Height = 192 * rebin,
        };
        using var night = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", $"calibration.rebin={rebin}");
        var frames = Products.Rows(night["out/frames.csv"]);
        // 40 electrons a second for 10 s are 100 counts, which the header's dark current takes off.
        Assert.All(frames, frame => Assert.Equal(100.0 * rebin * rebin, frame.Number("background"), 1.5 * rebin * rebin));
        var pulls = new List<double>();
        foreach (var file in Directory.GetFiles(night["out/lightcurves/forced_aperture"]))
        {
            var rows = Products.Rows(file);
            var mean = rows.Average(row => row.Number("flux"));
            pulls.AddRange(rows.Select(row => (row.Number("flux") - mean) / row.Number("flux_err")));
        }
        Assert.InRange(Math.Sqrt(pulls.Average(pull => pull * pull)), 0.88, 1.12);
    }

    [Fact]
    public async Task Defect_15_defaults_fit_frames_of_any_size()
    {
        using var night = new WrittenNight(
            Plan with { Width = 150, Height = 90, Stars = Plan.Stars with { Count = 6, Border = 18, MinimumSeparation = 18 } },
            (path, truth, image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("XBINNING", 1).Set("YBINNING", 1), image));
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        Assert.True(Products.Rows(night["out/catalogue/Test-camera-g.csv"]).Count >= 4);
        Assert.All(Products.Rows(night["out/frames.csv"]), frame => Assert.Equal("Measured", frame["state"]));
    }

    [Theory]
    [InlineData("g'", "g")]
    [InlineData("H-alpha 656nm", "H-alpha-656nm")]
    public async Task Defect_16_primed_and_unusual_filters_come_through_to_the_report(string filter, string name)
    {
        using var night = new WrittenNight(Plan, (path, truth, image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("FILTER", filter), image));
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        Assert.True(File.Exists(night[$"out/lightcurves/forced_aperture/Test-camera-{name}_source_1.csv"]));
        Assert.Contains($"Test-camera:{name}", File.ReadAllText(night["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defect_20_a_gap_is_named_by_the_frame_before_it()
    {
        // Names that do not sort by time.
        using var night = new WrittenNight(Plan with { Frames = 12 }, (path, truth, image) =>
        {
            var later = truth.Index >= 7 ? truth with { UtcStart = TimeScales.AddToUtc(truth.UtcStart, 1000) } : truth;
            WrittenNight.Save(Path.Combine(Path.GetDirectoryName(path)!, $"{(char)('a' + ((truth.Index * 5) % 12))}.fits"), WrittenNight.Header(later), image);
        });
        var (_, text, _) = await CommandRun.RunAsync("inspect", night.Frames, "--quiet");
        // Frame 6 is the last before the gap.
        Assert.Contains($"the longest, 1012 s, is after {(char)('a' + (30 % 12))}.fits.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defect_22_a_frame_that_lies_in_two_folders_is_measured_once()
    {
        using var night = new SimulatedNight(Plan);
        Directory.CreateDirectory(Path.Combine(night.Frames, "c1"));
        foreach (var file in Directory.GetFiles(night.Frames, "*.fits")) File.Copy(file, Path.Combine(night.Frames, "c1", Path.GetFileName(file)));
        var (code, results, errors) = await CommandRun.RunAsync("reduce", night.Frames, Path.Combine(night.Frames, "c1"), "--out", night["out"], "--quiet");
        Assert.True(code == ExitCode.Success, results + errors);
        Assert.Equal(Plan.Frames, Products.Rows(night["out/lightcurves/forced_aperture/1-g_source_1.csv"]).Count);
        Assert.Equal(Plan.Frames, Products.Rows(night["out/frames.csv"]).Count(frame => frame["fault"] == "Duplicate"));
    }

    [Fact]
    public void Defect_23_settings_are_listed_without_help_texts_and_absolute_paths()
    {
        var lines = SettingsDigest.ResultLines(NocturneSettings.Default).ToList();
        Assert.Contains("calibration.rebin = 1", lines);
        Assert.Contains("time.row-order = centre-out", lines);
        Assert.All(lines, line => Assert.Matches("^[a-z.-]+ = [^/]*$", line));
    }
}

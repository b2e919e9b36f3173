using Nocturne.Core.Alignment;
using Nocturne.Core.Quality;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Tests.Live;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;
using Nocturne.TestKit.Faults;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>A camera that sees no star for a while is measured where its neighbours say that it points, and only where they know.</summary>
public sealed class BorrowedPositionTests
{
    /// <summary>Frames of half a minute without stars.</summary>
    const int First = 9, Last = 14;

    static readonly SimulationPlan Clear = SimulatedNight.Small with { Frames = 24, CadenceSeconds = 5, Transparency = new(), Detector = new() };

    static readonly SimulationPlan Dark = Clear with { Transparency = new() { Spells = [new(First, Last, 0.0003)] } };

    [Fact]
    public async Task A_camera_that_loses_its_stars_while_its_neighbours_go_on_is_measured_at_the_right_stars()
    {
        using var night = new SimulatedNight(Clear);
        using (var dark = new SimulatedNight(Dark)) Exchange(night, dark, "240101r*");
        var (code, results, _) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet");
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("24 of 24 frames measured  0 unaligned", results, StringComparison.Ordinal);

        using var reader = NightReader.Open(night["out"]);
        var band = new BandKey("2", "r");
        var frames = reader.Frames(band).ToArray();
        var catalogue = reader.LoadCatalogue(band)!;
        for (var i = 0; i < frames.Length; i++)
        {
            var isDark = i is >= First and <= Last;
            Assert.Equal(isDark, frames[i].Placement == PlacementKind.Borrowed);
            if (!isDark) continue;
            foreach (var star in catalogue.Sources)
            {
                var rows = reader.Measurements(band, frames[i].Id, star.Number);
                Assert.NotEmpty(rows);
                Assert.All(rows, row =>
                {
                    Assert.StartsWith("forced_", row.Photometer, StringComparison.Ordinal);
                    Assert.True(row.Flags.HasFlag(QualityFlag.BorrowedPosition));
                    Assert.Contains(night.Simulator.Truth(1, i).Sources, truth => double.Hypot(truth.X - row.X, truth.Y - row.Y) < 0.7);
                });
                Assert.Equal(NearestStar(night, frames.Single(frame => frame.Id == catalogue.ReferenceFrame), frames, star.X, star.Y), NearestStar(night, frames[i], frames, rows[0].X, rows[0].Y));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_minute_and_more_without_stars_is_measured_at_the_right_stars_by_a_camera_of_other_scale_turn_and_cadence(int seed)
    {
        using var nights = new BorrowedNights(LiveRun.PlayAsync);
        var outcome = await nights.PlayAsync(seed);
        Assert.True(outcome.Failure is null, outcome.Failure);
        Assert.True(outcome.Faults > 100);
    }

    [Fact]
    public async Task Other_calibrations_of_one_camera_renew_what_its_neighbours_borrowed_from_it()
    {
        using var night = new SimulatedNight(Clear with { Bands = [SimulatedBand.Opticam("g"), SimulatedBand.Opticam("r")] });
        using (var dark = new SimulatedNight(Dark)) Exchange(night, dark, "240101r*");
        await Live.LiveRun.WatchAsync(night.Frames, night["out"], "--finalize");
        new NightWriter(night.Simulator, night["calibration"]).WriteCalibration(flats: 3);
        foreach (var flat in Directory.GetFiles(night["calibration/flats"], "g*")) File.Copy(flat, Path.Combine(night.Frames, "flat-" + Path.GetFileName(flat)));
        Assert.DoesNotContain("2:r", await Live.LiveRun.SucceedAsync("finalize", night["out"], "--quiet"), StringComparison.Ordinal);
        await CommandRun.ReduceAsync(night.Frames, night["reduced"]);
        Assert.Equal(Products.Digests(night["reduced"]), Products.Digests(night["out"]));
    }

    [Fact]
    public async Task Where_all_cameras_are_in_the_dark_nothing_is_made_up()
    {
        using var night = new SimulatedNight(Dark);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        using var reader = NightReader.Open(night["out"]);
        foreach (var band in reader.Bands)
        {
            Assert.DoesNotContain(reader.Frames(band), frame => frame.Placement == PlacementKind.Borrowed);
            Assert.Equal(Last - First + 1, reader.Frames(band).Count(frame => frame.State == FrameState.Unaligned));
        }
    }

    [Fact]
    public async Task The_same_night_in_another_order_of_work_gives_the_same_products()
    {
        using var night = new SimulatedNight(Clear);
        using (var dark = new SimulatedNight(Dark)) Exchange(night, dark, "240101g*");
        await CommandRun.ReduceAsync(night.Frames, night["one"], "--set", "reduce.parallelism=1");
        await CommandRun.ReduceAsync(night.Frames, night["three"], "--set", "reduce.parallelism=3");
        await CommandRun.ReduceAsync(night.Frames, night["three"], "--set", "reduce.parallelism=3");
        var (one, three) = (Products.Rows(night["one/frames.csv"]), Products.Rows(night["three/frames.csv"]));
        Assert.Equal(one.Select(row => row["placement"]), three.Select(row => row["placement"]));
        Assert.Equal(File.ReadAllText(night["one/simultaneous.csv"]), File.ReadAllText(night["three/simultaneous.csv"]));
        Assert.Equal(File.ReadAllText(night["one/common_sky.csv"]), File.ReadAllText(night["three/common_sky.csv"]));
        Assert.Equal(Last - First + 1, one.Count(row => row["placement"] == "Borrowed"));
    }

    static void Exchange(SimulatedNight night, SimulatedNight other, string files)
    {
        foreach (var file in Directory.GetFiles(other.Frames, files)) File.Copy(file, Path.Combine(night.Frames, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>Number of the true star next to a place in a frame of the second band.</summary>
    static int NearestStar(SimulatedNight night, FrameRecord frame, FrameRecord[] frames, double x, double y)
    {
        var truth = night.Simulator.Truth(1, Array.IndexOf(frames, frame)).Sources;
        return Enumerable.Range(0, truth.Count).MinBy(k => double.Hypot(truth[k].X - x, truth[k].Y - y));
    }
}

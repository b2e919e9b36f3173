using Nocturne.Core.Simulation;
using Nocturne.Runner.Tests.Nights;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;
using Nocturne.TestKit.Faults;

namespace Nocturne.Runner.Tests.Live;

/// <summary>A night that is watched or replayed, and what becomes of it when it is made definitive.</summary>
public sealed class LiveNightTests
{
    static readonly SimulationPlan OneBand = SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")] };

    [Fact]
    public async Task A_replay_at_any_speed_with_one_worker_or_two_gives_the_rows_of_the_watched_night()
    {
        using var night = new SimulatedNight();
        await WatchAsync(night, "watched");
        await LiveRun.SucceedAsync("replay", night.Frames, "--speed", "max", "--out", night["max"], "--set", "reduce.parallelism=1");
        await LiveRun.SucceedAsync("replay", night.Frames, "--speed", "max", "--out", night["two"], "--set", "reduce.parallelism=2");
        await LiveRun.SucceedAsync("replay", night.Frames, "--speed", "100", "--out", night["hundred"]);
        Assert.Equal(Products.Digests(night["watched"]), Products.Digests(night["max"]));
        Assert.Equal(Products.Digests(night["watched"]), Products.Digests(night["two"]));
        Assert.Equal(Products.Digests(night["watched"]), Products.Digests(night["hundred"]));
    }

    [Fact]
    public async Task A_night_watched_at_its_own_pace_has_the_rows_of_its_replays_at_any_speed_with_one_worker_or_two()
    {
        using var nights = new PacedNights(LiveRun.PlayAsync);
        var outcome = await nights.PlayAsync(1);
        Assert.True(outcome.Failure is null, outcome.Failure);
    }

    [Fact]
    public async Task The_first_catalogue_measures_the_frames_before_it_too()
    {
        using var night = new SimulatedNight(OneBand);
        await WatchAsync(night, "out", "--set", "live.first-catalogue=8");
        Assert.Equal(11, Products.Rows(night["out/lightcurves/forced_aperture/1-g_source_1.csv"]).Count);
    }

    [Fact]
    public async Task A_watched_night_that_is_finalized_is_the_reduced_night_byte_by_byte()
    {
        using var night = new SimulatedNight();
        File.Copy(Path.Combine(night.Frames, "240101g200000004o.fits"), Path.Combine(night.Frames, "copy.fits"));
        await CommandRun.ReduceAsync(night.Frames, night["reduced"]);
        await WatchAsync(night, "watched");
        Assert.NotEqual(Products.Digests(night["reduced"]), Products.Digests(night["watched"]));
        await LiveRun.SucceedAsync("finalize", night["watched"], "--quiet");
        Assert.Equal(Products.Digests(night["reduced"]), Products.Digests(night["watched"]));
        using var store = NightReader.Open(night["watched"]);
        Assert.Equal(0, store.CountAt(FrameLevel.Provisional));
    }

    [Fact]
    public async Task To_finalize_twice_changes_nothing()
    {
        using var night = new SimulatedNight(OneBand);
        await WatchAsync(night, "out", "--finalize");
        var once = Products.Digests(night["out"]);
        var results = await LiveRun.SucceedAsync("finalize", night["out"], "--quiet");
        Assert.Contains("nothing would come out differently", results, StringComparison.Ordinal);
        Assert.Equal(once, Products.Digests(night["out"]));
    }

    [Fact]
    public async Task Late_flats_renew_the_bands_that_they_touch_and_no_other()
    {
        using var night = new SimulatedNight();
        await WatchAsync(night, "out", "--finalize");
        var before = Products.Digests(night["out"]);
        CopyFlats(night, 'g');

        var results = await LiveRun.SucceedAsync("finalize", night["out"], "--quiet");

        Assert.Contains("1:g", results, StringComparison.Ordinal);
        Assert.DoesNotContain("2:r", results, StringComparison.Ordinal);
        var after = Products.Digests(night["out"]);
        Assert.NotEqual(before["lightcurves/forced_aperture/1-g_source_1.csv"], after["lightcurves/forced_aperture/1-g_source_1.csv"]);
        Assert.Equal(before["lightcurves/forced_aperture/2-r_source_1.csv"], after["lightcurves/forced_aperture/2-r_source_1.csv"]);
        await CommandRun.ReduceAsync(night.Frames, night["reduced"]);
        Assert.Equal(Products.Digests(night["reduced"]), after);
    }

    [Fact]
    public async Task Late_flats_of_one_filter_leave_the_rows_of_the_other_filters_of_the_camera_untouched()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { CadenceSeconds = 4, Bands = [new(1, "g"), new(1, "u") { DelaySeconds = 60 }] });
        await WatchAsync(night, "out", "--finalize");
        var (before, written) = (Products.Digests(night["out"]), Written());
        CopyFlats(night, 'g');

        var results = await LiveRun.SucceedAsync("finalize", night["out"], "--quiet");

        Assert.DoesNotContain("1:u", results, StringComparison.Ordinal);
        Assert.Equal(written, Written());
        Assert.NotEqual(before["lightcurves/forced_aperture/1-g_source_1.csv"], Products.Digests(night["out"])["lightcurves/forced_aperture/1-g_source_1.csv"]);
        await CommandRun.ReduceAsync(night.Frames, night["reduced"]);
        Assert.Equal(Products.Digests(night["reduced"]), Products.Digests(night["out"]));

        (string, DateTimeOffset?)[] Written()
        {
            using var reader = NightReader.Open(night["out"]);
            return [.. reader.Frames(new("1", "u")).Select(frame => (frame.Id, reader.History(frame.Band, frame.Id)!.Durable))];
        }
    }

    [Fact]
    public async Task Flats_that_come_while_the_night_runs_change_nothing_until_it_is_finalized_and_this_is_said()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g"), SimulatedBand.Opticam("r")] });
        string[] late = [.. Directory.GetFiles(night.Frames).Order(StringComparer.Ordinal).Where((_, i) => i % 12 >= 8)];
        foreach (var file in late) File.Move(file, night[Path.GetFileName(file)]);
        await WatchAsync(night, "out");
        CopyFlats(night, 'g');
        foreach (var file in late) File.Move(night[Path.GetFileName(file)], file);
        await WatchAsync(night, "out", "--status-json", night["status.json"]);

        const string sentence = "Calibration frames came late for 1:g (3): 'nocturne finalize' will make this band anew with them.";
        Assert.Contains(sentence, await LiveRun.SucceedAsync("night", night["out"]), StringComparison.Ordinal);
        using (var status = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(night["status.json"])))
        {
            Assert.Equal(sentence, status.RootElement.GetProperty("late_calibrations").GetString());
            Assert.Equal([3, 0], status.RootElement.GetProperty("bands").EnumerateArray().Select(band => band.GetProperty("calibration").GetProperty("late").GetInt32()));
        }
        using (var reader = NightReader.Open(night["out"]))
            Assert.All(reader.Bands.SelectMany(reader.Frames), frame => Assert.Empty(reader.History(frame.Band, frame.Id)!.Calibration!));

        await LiveRun.SucceedAsync("finalize", night["out"], "--quiet");
        Assert.DoesNotContain("came late", await LiveRun.SucceedAsync("night", night["out"]), StringComparison.Ordinal);
        await CommandRun.ReduceAsync(night.Frames, night["reduced"]);
        Assert.Equal(Products.Digests(night["reduced"]), Products.Digests(night["out"]));
    }

    [Fact]
    public async Task A_watched_night_takes_no_flats_when_none_are_wanted_and_those_of_another_place_when_these_are()
    {
        using var night = new SimulatedNight(OneBand);
        CopyFlats(night, 'g');
        await WatchAsync(night, "none", "--set", "calibration.flat=none");
        await WatchAsync(night, "place", "--set", $"calibration.flat={night["calibration/flats"]}");
        Assert.Equal([0, 3], new[] { "none", "place" }.Select(folder =>
        {
            using var reader = NightReader.Open(night[folder]);
            return reader.History(new("1", "g"), reader.Frames(new("1", "g")).First().Id)!.Calibration!.Count;
        }));
    }

    static void CopyFlats(SimulatedNight night, char filter)
    {
        new NightWriter(night.Simulator, night["calibration"]).WriteCalibration(flats: 3);
        foreach (var flat in Directory.GetFiles(night["calibration/flats"]).Where(flat => Path.GetFileName(flat).StartsWith(filter))) File.Copy(flat, Path.Combine(night.Frames, "flat-" + Path.GetFileName(flat)));
    }

    [Fact]
    public async Task A_disk_that_is_away_does_not_empty_the_night_when_it_is_finalized()
    {
        using var night = new SimulatedNight(OneBand);
        await WatchAsync(night, "out");
        var before = Products.Digests(night["out"]);
        File.Move(Path.Combine(night.Frames, "240101g200000003o.fits"), night["elsewhere.fits"]);
        var (code, _, errors) = await CommandRun.RunAsync("finalize", night["out"], "--quiet");
        Assert.Equal(ExitCode.UnusableInput, code);
        Assert.Contains("1 frames of this night are not there any more, 240101g200000003o.fits among them. Nothing was changed.", errors, StringComparison.Ordinal);
        Assert.Equal(before, Products.Digests(night["out"]));
        await LiveRun.SucceedAsync("finalize", night["out"], "--quiet", "--without-missing");
        Assert.DoesNotContain("240101g200000003o.fits", File.ReadAllText(night["out/frames.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_in_any_order_all_doubled_and_some_late_by_minutes_make_the_same_definitive_night()
    {
        using var nights = new ShuffledNights(LiveRun.PlayAsync);
        for (var seed = 1; seed <= 3; seed++)
        {
            var outcome = await nights.PlayAsync(seed);
            Assert.True(outcome.Failure is null, $"seed {seed}: {outcome.Failure}");
        }
    }

    [Fact]
    public async Task Damaged_files_among_the_frames_keep_none_of_them_from_being_measured()
    {
        using var nights = new DamagedNights(LiveRun.PlayAsync);
        var outcome = await nights.PlayAsync(1);
        Assert.True(outcome.Failure is null, outcome.Failure);
    }

    [Fact]
    public async Task A_frame_that_is_renamed_or_copied_is_not_measured_twice()
    {
        using var night = new SimulatedNight(OneBand);
        await WatchAsync(night, "out");
        File.Move(Path.Combine(night.Frames, "240101g200000003o.fits"), Path.Combine(night.Frames, "renamed.fits"));
        File.Copy(Path.Combine(night.Frames, "240101g200000004o.fits"), Path.Combine(night.Frames, "copied.fits"));
        await WatchAsync(night, "out");
        var ledger = File.ReadAllText(night["out/frames.csv"]);
        Assert.Equal(11, Products.Rows(night["out/lightcurves/forced_aperture/1-g_source_1.csv"]).Count);
        Assert.Contains("renamed.fits,0,Measured", ledger, StringComparison.Ordinal);
        Assert.Contains("copied.fits: the same frame as 240101g200000004o.fits.", ledger, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_never_becomes_whole_is_in_the_ledger_with_its_reason()
    {
        using var night = new SimulatedNight(OneBand);
        using (var stream = File.OpenWrite(Path.Combine(night.Frames, "240101g200000009o.fits"))) stream.SetLength(20_000);
        await WatchAsync(night, "out");
        using var store = NightReader.Open(night["out"]);
        var file = Assert.Single(store.IncompleteFiles());
        Assert.Equal("240101g200000009o.fits", file.File);
        Assert.Contains("still being written?", file.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_writes_its_files_for_another_program()
    {
        using var night = new SimulatedNight(OneBand);
        await LiveRun.SucceedAsync("replay", night.Frames, "--speed", "max", "--into", night["into"]);
        foreach (var file in Directory.GetFiles(night.Frames)) Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(night["into"], Path.GetFileName(file))));
        Assert.Equal(Directory.GetFiles(night.Frames).Length, Directory.GetFiles(night["into"]).Length);
    }

    [Fact]
    public async Task A_night_told_three_times_has_three_times_its_frames()
    {
        using var night = new SimulatedNight(OneBand);
        await LiveRun.SucceedAsync("replay", night.Frames, "--speed", "max", "--copies", "3", "--out", night["out"], "--quiet");
        Assert.Equal(36, File.ReadAllLines(night["out/frames.csv"]).Length - 1);
    }

    static Task<string> WatchAsync(SimulatedNight night, string folder, params string[] more) => LiveRun.WatchAsync(night.Frames, night[folder], more);
}

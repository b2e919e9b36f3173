using Nocturne.Actors.Night;
using Nocturne.Core.Fits;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;
using Nocturne.TestKit;
using Nocturne.TestKit.Faults;

namespace Nocturne.Actors.Tests.Night;

/// <summary>A night that runs does not end because the disk is full, a stage hangs or the program has a fault in one band.</summary>
public sealed class LiveNightActorTests
{
    const int Frames = 8;

    [Fact]
    public async Task A_disk_that_is_full_at_any_write_costs_nothing_once_there_is_room()
    {
        using var scene = new LiveScene(Frames);
        var writes = 0;
        scene.Store.DiskIsFull = () =>
        {
            Interlocked.Increment(ref writes);
            return false;
        };
        await scene.WatchAsync(scene.Store);
        var undisturbed = LiveScene.Rows(scene.Store);
        Assert.NotEmpty(undisturbed);

        for (var full = 1; full <= writes; full += 3)
        {
            using var store = scene.NewStore($"full-{full}");
            var (first, count) = (full, 0);
            store.DiskIsFull = () => Interlocked.Increment(ref count) is var write && write >= first && write < first + 2;
            var result = await scene.WatchAsync(store);
            Assert.Null(result.StoreFailure);
            Assert.False(result.Interrupted);
            Assert.Equal(undisturbed, LiveScene.Rows(store));
        }
    }

    [Fact]
    public async Task A_stack_that_cannot_be_saved_is_tried_again()
    {
        using var scene = new LiveScene(Frames);
        var tries = 0;
        scene.StackFailure = band => band.Filter == "g" && Interlocked.Increment(ref tries) <= 2 ? new IOException("No space left on device") : null;
        var result = await scene.WatchAsync(scene.Store);
        Assert.Equal([Frames, Frames], result.Bands.Select(band => band.Measured));
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task A_stage_that_hangs_is_noticed_and_its_frame_set_aside_while_all_others_are_measured()
    {
        using var scene = new LiveScene(Frames);
        using var never = new ManualResetEventSlim();
        var recipe = LiveScene.Recipe() with
        {
            Watch = new(TimeProvider.System, TimeSpan.FromSeconds(1.5)),
            Photometers = [new("trap", Placing.Forced, new AperturePhotometer(2.35), new HangingBackground(FirstPixels(scene.Files[10]), never))],
        };
        var troubles = new List<string>();
        var result = await scene.WatchAsync(scene.Store, recipe, system => system.EventStream.Subscribe<NightStatus>(status => troubles.AddRange(status.Bands.Select(band => band.Trouble).OfType<string>())));
        never.Set();
        Assert.Equal([(Frames - 1, 1), (Frames, 0)], result.Bands.Select(band => (band.Measured, band.Rejected)));
        using var night = scene.Store.Read();
        var lost = night.Frames(new("1", "g")).Single(frame => frame.State == FrameState.Rejected);
        Assert.Equal(FrameFault.Quarantined, lost.Fault);
        Assert.Contains("the stage 'measure' did not end within 1.5 s. Set aside after 3 tries.", lost.Reason, StringComparison.Ordinal);
        Assert.Equal(0, recipe.Pool.LeasedBytes);
    }

    [Fact]
    public async Task A_frame_that_was_set_aside_stays_so_in_the_next_run()
    {
        using var scene = new LiveScene(Frames);
        var trap = new NightPhotometer("trap", Placing.Forced, new AperturePhotometer(2.35), new TrapBackground(FirstPixels(scene.Files[6])));
        await scene.WatchAsync(scene.Store, LiveScene.Recipe() with { Photometers = [trap] });
        using (var night = scene.Store.Read()) Assert.Equal(3, night.History(new("1", "g"), night.Frames(new("1", "g")).Single(frame => frame.Fault == FrameFault.Quarantined).Id)!.Tries);
        var again = await scene.WatchAsync(scene.Store, LiveScene.Recipe() with { Photometers = [trap] });
        Assert.Equal([], again.Bands.Where(band => band.Failure is not null));
        using var after = scene.Store.Read();
        Assert.Equal(FrameFault.Quarantined, after.Frames(new("1", "g")).Single(frame => frame.State == FrameState.Rejected).Fault);
    }

    [Fact]
    public async Task A_frame_whose_disk_is_away_for_a_moment_is_measured_when_it_is_back()
    {
        using var scene = new LiveScene(Frames);
        var file = scene.Files[^2];
        var bytes = await File.ReadAllBytesAsync(file);
        var (allDone, othersDone) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene.Hold = allDone.Task;
        var isGone = false;
        scene.HeaderRead = name =>
        {
            if (isGone || Path.GetFileName(file) != name) return;
            isGone = true;
            File.Delete(file);
        };
        var watching = scene.WatchAsync(scene.Store, listen: system => system.EventStream.Subscribe<BandProgress>(progress =>
        {
            if (progress.Band.Filter != "g") return;
            if (progress.Done >= Frames - 1) othersDone.TrySetResult();
            if (progress.Done == Frames) allDone.TrySetResult();
        }));
        await othersDone.Task.Within("the other frames");
        await File.WriteAllBytesAsync(file, bytes);
        var result = await watching;
        Assert.Equal([(Frames, 0), (Frames, 0)], result.Bands.Select(band => (band.Measured, band.Rejected)));
    }

    [Fact]
    public async Task The_state_of_the_night_is_published_with_counts_and_durations()
    {
        using var scene = new LiveScene(Frames);
        NightStatus? last = null;
        await scene.WatchAsync(scene.Store, listen: system => system.EventStream.Subscribe<NightStatus>(status => last = status));
        Assert.Equal(NightPhase.Ended, last!.Phase);
        Assert.Equal(2 * Frames, last.FilesTaken);
        Assert.Equal([new BandCounts(Frames, 0, 0, 0), new BandCounts(Frames, 0, 0, 0)], last.Bands.Select(band => band.Counts));
        Assert.All(last.Bands, band => Assert.True(band.StageSeconds[Stage.Measure] > 0));
        Assert.All(last.Bands, band => Assert.Equal(1, band.CadenceSeconds!.Value, 0.01));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_frame_of_another_binning_is_set_aside_wherever_it_comes(int odd)
    {
        using var scene = new LiveScene(Frames) { Change = (frame, facts) => frame == odd ? facts with { BinX = 40 } : facts };
        var result = await scene.WatchAsync(scene.Store);
        Assert.Equal([(Frames - 1, Frames - 1), (Frames - 1, Frames - 1)], result.Bands.Select(band => (band.Frames, band.Measured)));
        using var night = scene.Store.Read();
        foreach (var band in night.Bands)
        {
            var aside = night.Frames(band).Single(frame => frame.State == FrameState.Rejected);
            Assert.Equal(FrameFault.Mismatched, aside.Fault);
            Assert.Contains("96 x 96 pixels binned 40 x 1, but the frames of band", aside.Reason, StringComparison.Ordinal);
            var changes = night.SkyTransitions(band).Select(change => change.Change.To).ToArray();
            Assert.Equal(odd == 0 ? [SkyState.BinningChanged, SkyState.Tracking] : [SkyState.Tracking, SkyState.BinningChanged, SkyState.BinningChanged, SkyState.Tracking], changes);
        }
    }

    [Fact]
    public async Task Frames_that_were_set_aside_in_an_earlier_run_move_to_the_band_of_their_own_too()
    {
        using var scene = new LiveScene(22) { Change = (frame, facts) => frame >= 8 ? facts with { BinX = 2, BinY = 2 } : facts };
        await scene.WatchAsync(scene.Store, files: ..28);
        using (var night = scene.Store.Read()) Assert.Equal(12, night.Bands.Sum(band => night.Frames(band).Count(frame => frame.Fault == FrameFault.Mismatched)));
        var result = await scene.WatchAsync(scene.Store, files: 28..);
        Assert.Equal([("1:g", 8), ("1:g-bin2x2", 14), ("2:r", 8), ("2:r-bin2x2", 14)], result.Bands.Select(band => (band.Band.ToString(), band.Measured)));
    }

    [Fact]
    public async Task A_binning_that_persists_becomes_a_band_of_its_own_with_the_frames_that_were_set_aside_for_it()
    {
        const int before = 8, after = 8, binned = 14;
        using var scene = new LiveScene(before + binned + after) { Change = (frame, facts) => frame is >= before and < before + binned ? facts with { BinX = 2, BinY = 2 } : facts };
        var result = await scene.WatchAsync(scene.Store);
        Assert.Equal(
            [("1:g", before + after), ("1:g-bin2x2", binned), ("2:r", before + after), ("2:r-bin2x2", binned)],
            result.Bands.Select(band => (band.Band.ToString(), band.Measured)));
        using var night = scene.Store.Read();
        Assert.DoesNotContain(night.Bands.SelectMany(night.Frames), frame => frame.State != FrameState.Measured);
        Assert.Equal(["The camera went from 96 x 96 pixels binned 1 x 1 in g to 96 x 96 pixels binned 2 x 2 in g."],
            night.SkyTransitions(new("1", "g-bin2x2")).Where(change => change.Change.To == SkyState.BinningChanged).Select(change => change.Change.Sentence));
        Assert.Contains(night.SkyTransitions(new("1", "g")), change => change.Change.Sentence == "The camera went from 96 x 96 pixels binned 2 x 2 in g to 96 x 96 pixels binned 1 x 1 in g.");

        // Frames that come later go straight to their band.
        var own = scene.Store.Describe(new("1", "g-bin2x2"), night.Frames(new("1", "g-bin2x2")).First().Id)!;
        Assert.Equal(own.Band, scene.Store.InItsBand(own with { Band = own.NamedBand }).Band);
    }

    static float[] FirstPixels(string file)
    {
        using var fits = FitsFile.Open(file);
        return fits.Images.First().ReadImage().Pixels[..8].ToArray();
    }

    sealed class HangingBackground(float[] firstPixels, ManualResetEventSlim released) : ILocalBackground
    {
        public LocalBackground Estimate(in PhotometryFrame frame, double x, double y, double semiMajorSigma, double semiMinorSigma, double angle)
        {
            if (frame.Image.Pixels.StartsWith(firstPixels)) released.Wait();
            return AnnulusBackground.Opticam.Estimate(frame, x, y, semiMajorSigma, semiMinorSigma, angle);
        }
    }
}

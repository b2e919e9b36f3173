using Nocturne.Actors.Night;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;
using Nocturne.Core.Simulation;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;
using Nocturne.TestKit;

namespace Nocturne.Actors.Tests.Night;

/// <summary>The actors of a night on simulated frames: checkpoints, faults of the program, a store that fails.</summary>
public sealed class NightActorTests : IDisposable
{
    static readonly BandKey Green = new("1", "g");

    readonly string folder = Directory.CreateTempSubdirectory("nocturne-actors-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_band_measures_its_frames_and_says_so()
    {
        using var store = NewStore();
        var result = await ReduceAsync(store, Frames(8));
        var band = Assert.Single(result.Bands);
        Assert.Equal((8, 8, 0, 0, null), (band.Frames, band.Measured, band.Unaligned, band.Rejected, band.Failure));
        Assert.False(result.Interrupted);
        Assert.Equal(8, store.KnownFrames(Green).Count);
    }

    [Fact]
    public async Task A_second_run_goes_on_from_the_checkpoint()
    {
        using var store = NewStore();
        var frames = Frames(8);
        await ReduceAsync(store, frames[..5]);
        var catalogue = store.LoadCatalogue(Green)!;
        var result = await ReduceAsync(store, frames);
        Assert.Equal(8, Assert.Single(result.Bands).Measured);
        Assert.Equal(catalogue.ReferenceFrame, store.LoadCatalogue(Green)!.ReferenceFrame);
    }

    [Fact]
    public async Task A_frame_on_which_the_program_always_fails_is_set_aside_and_the_rest_is_measured()
    {
        using var store = NewStore();
        var frames = Frames(8);
        var trap = new NightPhotometer("trap", Forced: true, new TrapBackground(FirstPixels(frames[3])));
        var result = await ReduceAsync(store, frames, Recipe() with { Photometers = [trap] });
        var band = Assert.Single(result.Bands);
        Assert.Equal((7, 1), (band.Measured, band.Rejected));
        using var night = store.Read();
        var lost = night.Frames(Green).Single(frame => frame.State == FrameState.Rejected);
        Assert.Equal((frames[3].Id, FrameFault.Quarantined), (lost.Id, lost.Fault));
        Assert.EndsWith("the sky fell in. Set aside after 3 tries.", lost.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_night_with_its_reason()
    {
        using var store = NewStore();
        await using var system = new ActorSystem("test");
        var writer = system.ActorOf(Props.Create(() => new StoreActor(store, (_, _) => throw new IOException("No space left on device"))));
        var night = system.ActorOf(Props.Create(() => new NightActor(writer)));
        var result = await Guard.Within(night.AskAsync<NightResult>(Request(store, Frames(4)), Timeout.InfiniteTimeSpan));
        Assert.IsType<IOException>(result.StoreFailure);
    }

    [Fact]
    public async Task A_night_that_is_stopped_says_that_it_is_not_complete()
    {
        using var store = NewStore();
        await using var system = new ActorSystem("test");
        var writer = system.ActorOf(Props.Create(() => new StoreActor(store, (_, _) => { })));
        var night = system.ActorOf(Props.Create(() => new NightActor(writer)));
        var ended = night.AskAsync<NightResult>(Request(store, Frames(30)), Timeout.InfiniteTimeSpan);
        night.Tell(new NightActor.Stop());
        var result = await Guard.Within(ended);
        Assert.True(result.Interrupted);
        Assert.True(Assert.Single(result.Bands).Measured < 30);
    }

    NightStore NewStore() => NightStore.Create(folder, new("test", "digest", "", DateTimeOffset.UnixEpoch));

    static async Task<NightResult> ReduceAsync(NightStore store, FrameDescriptor[] frames, BandRecipe? recipe = null)
    {
        await using var system = new ActorSystem("test");
        var writer = system.ActorOf(Props.Create(() => new StoreActor(store, (_, _) => { })));
        var night = system.ActorOf(Props.Create(() => new NightActor(writer)));
        return await night.AskAsync<NightResult>(Request(store, frames, recipe), TimeSpan.FromMinutes(2));
    }

    static NightActor.Reduce Request(NightStore store, FrameDescriptor[] frames, BandRecipe? recipe = null)
    {
        store.Root = Path.GetDirectoryName(frames[0].Path)!;
        store.Admit(new() { Frames = frames });
        recipe ??= Recipe();
        return new(new(band => new(band, _ => recipe, new MastersBuilder(1 << 24, minimumFrames: 2), TimeSpan.FromMilliseconds(20)), recipe.Pool), [Green]);
    }

    FrameDescriptor[] Frames(int count)
    {
        var plan = new SimulationPlan
        {
            Width = 192,
            Height = 192,
            Frames = count,
            Bands = [SimulatedBand.Opticam("g")],
            Variables = [],
            Stars = new() { Count = 8, FaintestFlux = 10000, BrightestFlux = 60000, MinimumSeparation = 25, Border = 40 },
        };
        var frames = Path.Combine(folder, "frames");
        var writer = new NightWriter(new NightSimulator(plan), frames);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var path = writer.WriteFrame(0, i)!;
            var facts = new FrameFacts { Dialect = "test", Camera = "1", Filter = "g", Kind = FrameKind.Science, ExposureSeconds = 1, Gain = 1, StartUtc = new(60310, i / 86400.0), MidUtc = new(60310, (i + 0.5) / 86400) };
            return new FrameDescriptor($"1:g:{i:D4}", Green, path, Path.GetFileName(path), 0, 0, 192, 192, facts);
        })];
    }

    static float[] FirstPixels(FrameDescriptor frame)
    {
        using var file = FitsFile.Open(frame.Path);
        return file.Images.First().ReadImage().Pixels[..8].ToArray();
    }

    static BandRecipe Recipe() => new()
    {
        Pool = new FramePool(8 << 20),
        Workers = 2,
        Background = new() { BoxWidth = 16, BoxHeight = 16 },
        Reference = new() { Catalogue = new CatalogueOptions { Segmentation = new() { MinimumPixels = 8, BorderWidth = 16 } }, Finding = new() { Segmentation = new() { MinimumPixels = 8 } } },
        Photometers = [new("forced_aperture", Forced: true, null)],
        MatchingTolerance = 5,
    };
}

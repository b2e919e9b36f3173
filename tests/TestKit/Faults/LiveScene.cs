using System.Globalization;
using System.Runtime.CompilerServices;
using Nocturne.Actors;
using Nocturne.Actors.Night;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Instruments;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Simulation;
using Nocturne.Streams;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;

namespace Nocturne.TestKit.Faults;

/// <summary>A small live night of two bands: files that arrive in batches, and the actors that reduce them.</summary>
public sealed class LiveScene : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-live-").FullName;

    public LiveScene(int frames)
    {
        var plan = new SimulationPlan
        {
            Width = 96,
            Height = 96,
            Frames = frames,
            Bands = [SimulatedBand.Opticam("g"), SimulatedBand.Opticam("r")],
            Variables = [],
            Stars = new() { Count = 6, FaintestFlux = 10000, BrightestFlux = 60000, MinimumSeparation = 20, Border = 20 },
        };
        var writer = new NightWriter(new NightSimulator(plan), Frames);
        Files = [.. Enumerable.Range(0, frames).SelectMany(i => new[] { 0, 1 }.Select(band => writer.WriteFrame(band, i)!))];
        Store = NewStore("out");
    }

    public string[] Files { get; }

    public NightStore Store { get; }

    public Func<BandKey, Exception?> StackFailure { get; set; } = _ => null;

    /// <summary>Called when the header of a file was read.</summary>
    public Action<string> HeaderRead { get; set; } = _ => { };

    /// <summary>Changes what the header of a frame says, by its number.</summary>
    public Func<int, FrameFacts, FrameFacts> Change { get; set; } = (_, facts) => facts;

    /// <summary>The night does not end before this does.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    string Frames => Path.Combine(folder, "frames");

    public NightStore NewStore(string name)
    {
        var store = NightStore.Create(Path.Combine(folder, name), new("test", "digest", "", DateTimeOffset.UnixEpoch));
        store.Root = Frames;
        store.Level = FrameLevel.Provisional;
        return store;
    }

    /// <summary>Lets the files arrive, one in a batch, and waits for the end of the night.</summary>
    /// <param name="store">The night.</param>
    /// <param name="recipe">How frames are reduced; null for <see cref="Recipe"/>.</param>
    /// <param name="listen">Gets the actors' system.</param>
    /// <param name="files">Files that arrive; null for all.</param>
    public async Task<NightResult> WatchAsync(NightStore store, BandRecipe? recipe = null, Action<ActorSystem>? listen = null, Range? files = null)
    {
        await using var system = new ActorSystem("test");
        listen?.Invoke(system);
        recipe ??= Recipe();
        var writer = system.ActorOf(Props.Create(() => new StoreActor(store, (band, _) =>
        {
            if (StackFailure(band) is { } failure) throw failure;
        })));
        var night = system.ActorOf(Props.Create(() => new NightActor(writer)));
        var plan = new NightPlan(band => new(band, _ => recipe, new MastersBuilder(1 << 24, minimumFrames: 2), TimeSpan.FromMilliseconds(5)), recipe.Pool) { FirstCatalogue = 3, ReadAgainAfter = TimeSpan.FromMilliseconds(100) };
        var intake = new IntakePlan(new OneByOne(Files[files ?? ..], Frames, Hold), new NightScanner((_, file, _) => Facts(file)), new ArrivalSorter(store, []), 1);
        return await night.AskAsync<NightResult>(new NightActor.Watch(plan, [.. store.Bands.Where(band => store.Counts(band).Total > 0)], intake), TimeSpan.FromMinutes(2));
    }

    public static BandRecipe Recipe() => new()
    {
        Pool = new FramePool(8 << 20),
        Workers = 2,
        Background = new() { BoxWidth = 16, BoxHeight = 16 },
        Reference = new() { Catalogue = new CatalogueOptions { Segmentation = new() { MinimumPixels = 8, BorderWidth = 8 } }, Finding = new() { Segmentation = new() { MinimumPixels = 8 } } },
        Photometers = [new("forced_aperture", Placing.Forced, new AperturePhotometer(2.35))],
        Measuring = new() { MatchingTolerance = 5 },
    };

    /// <summary>All rows of a night, in order, as text.</summary>
    public static List<string> Rows(NightStore store)
    {
        using var night = store.Read();
        return [.. night.LightCurves().SelectMany(curve => night.LightCurve(curve).Select(point => $"{curve} {point}"))];
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    FrameFacts Facts(string file)
    {
        HeaderRead(file);
        var number = int.Parse(file.AsSpan(8, 8), CultureInfo.InvariantCulture);
        return Change(number, new()
        {
            Dialect = "test",
            Camera = file[6] == 'g' ? "1" : "2",
            Filter = file[6].ToString(),
            Kind = FrameKind.Science,
            ExposureSeconds = 1,
            Gain = 1,
            StartUtc = new(60310, number / 86400.0),
            MidUtc = new(60310, (number + 0.5) / 86400),
        });
    }

    sealed class OneByOne(string[] files, string root, Task hold) : IArrivalSource
    {
        public bool FilesAreRemembered => true;

        public IReadOnlyList<(ArrivedFile File, string Reason)> Unfinished => [];

        public async IAsyncEnumerable<ArrivalBatch> ReadAsync([EnumeratorCancellation] CancellationToken token)
        {
            yield return new() { CaughtUp = true };
            foreach (var file in files)
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                yield return new() { Files = [new(file, Path.GetRelativePath(root, file), new FileInfo(file).Length, File.GetLastWriteTimeUtc(file), DateTimeOffset.UnixEpoch)] };
            }
            await hold.WaitAsync(token);
        }
    }
}

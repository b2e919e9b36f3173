using System.Runtime.CompilerServices;
using Nocturne.Actors.Night;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;
using Nocturne.TestKit;

namespace Nocturne.Actors.Tests.Night;

/// <summary>The intake takes files when they come; a replay at full speed does not give the bands more than they can do.</summary>
public sealed class IntakeActorTests : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-intake-").FullName;
    readonly ManualTime time = new();
    readonly NightStore ledger;
    readonly ActorSystem system;
    readonly TestProbe store;
    readonly BandGauge band;
    readonly IntakeGauge gauge = new();

    public IntakeActorTests()
    {
        ledger = NightStore.Create(folder, new("test", "digest", "", DateTimeOffset.UnixEpoch));
        system = new("night", time);
        store = new(system, "store");
        band = new(new("1", "g"), time);
        gauge.Bands = [band];
        band.Is(BandActivity.Measuring);
        band.Counts(new(0, 0, 0, Waiting: 5000));
    }

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        ledger.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_replay_waits_while_every_band_has_plenty_to_do()
    {
        Begin(canWait: true);
        await time.TimersAsync();
        await store.ExpectNoneAsync();
        band.Counts(new(4990, 0, 0, Waiting: 10));
        time.AdvanceToNextTimer();
        await store.ExpectMessageAsync<StoreActor.Admit>();
    }

    [Fact]
    public async Task A_replay_does_not_wait_for_a_band_that_looks_for_stars()
    {
        band.Is(BandActivity.Collecting);
        Begin(canWait: true);
        await store.ExpectMessageAsync<StoreActor.Admit>();
    }

    [Fact]
    public async Task A_replay_does_not_wait_for_ever_for_bands_that_do_not_get_on()
    {
        Begin(canWait: true);
        var admitted = store.ExpectMessageAsync<StoreActor.Admit>();
        while (await Task.WhenAny(admitted, time.TimersAsync()) != admitted) time.AdvanceToNextTimer();
        Assert.InRange(time.Elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task What_arrives_by_itself_is_taken_at_once()
    {
        Begin(canWait: false);
        await store.ExpectMessageAsync<StoreActor.Admit>();
    }

    void Begin(bool canWait)
    {
        var plan = new IntakePlan(new OneFile(canWait), new NightScanner((_, _, _) => throw new InvalidOperationException("There is no file.")), new ArrivalSorter(ledger, []), 1);
        var night = new TestProbe(system, "night");
        system.ActorOf(Props.Create(() => new IntakeActor(plan, store.Ref, night.Ref, gauge)), "intake");
    }

    sealed class OneFile(bool canWait) : IArrivalSource
    {
        public bool FilesAreRemembered => true;

        public bool CanWait => canWait;

        public IReadOnlyList<(ArrivedFile File, string Reason)> Unfinished => [];

        public async IAsyncEnumerable<ArrivalBatch> ReadAsync([EnumeratorCancellation] CancellationToken token)
        {
            await Task.Yield();
            yield return new() { Files = [new("/there/is/none.fits", "none.fits", 1, DateTime.UnixEpoch, DateTimeOffset.UnixEpoch)] };
        }
    }
}

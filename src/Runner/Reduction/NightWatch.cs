using Microsoft.Extensions.Logging;
using Nocturne.Actors;
using Nocturne.Actors.Night;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>A night that is reduced while its frames arrive: from a watched folder or from a replay.</summary>
sealed class NightWatch(NocturneSettings settings, FrameFactsReader read, ILogger log, TimeProvider clock)
{
    /// <summary>Gets a last look at each frame while its pixels are there; null when nobody wants one.</summary>
    public Action<NightFrame>? Look { get; init; }

    /// <summary>Reduces frames until no more come, or the user wants to stop.</summary>
    /// <param name="source">Where the files lie.</param>
    /// <param name="folder">Where the results go.</param>
    /// <param name="arrivals">Makes the source of files; it may ask the ledger which were taken before.</param>
    /// <param name="listen">Gets the actor system, to subscribe to what it publishes.</param>
    /// <param name="interrupt">Cancelled when the user wants to stop: frames under way are finished, and a full disk is not waited for.</param>
    /// <exception cref="CommandException">The output cannot be used.</exception>
    public async Task<NightResult> WatchAsync(NightSource source, string folder, Func<NightStore, IArrivalSource> arrivals, Action<ActorSystem> listen, CancellationToken interrupt)
    {
        using var store = NightRun.OpenStore(settings, folder, clock);
        store.Root = source.Root;
        store.Source = source;
        store.Level = FrameLevel.Provisional;
        var run = new NightRun(settings, store, log, clock) { Look = Look };
        var input = PixelTreatments.InputOf(settings);
        var scanner = new NightScanner(read, input);
        var kinds = CalibrationChoice.KindsAmongFrames(settings);
        var intake = new IntakePlan(arrivals(store), scanner, new ArrivalSorter(store, settings.Reduce.Bands, input) { Calibrations = kinds }, run.Workers);
        store.Admit(new() { Calibrations = NightScanner.Descriptors(await CalibrationChoice.ApplyAsync([], settings, scanner, run.Workers, interrupt).ConfigureAwait(false), input) });
        var result = await run.RunAsync(intake, null, listen, interrupt).ConfigureAwait(false);
        if (result.StoreFailure is not null) return result;
        run.Trim();
        return (await RoomOnDisk.InsistAsync(WriteAsync, log, clock, interrupt).ConfigureAwait(false))!;

        Task<NightResult?> WriteAsync()
        {
            NightProducts.Write(store, folder, settings.Report.Html);
            return Task.FromResult<NightResult?>(result);
        }
    }
}

using Microsoft.Extensions.Logging;
using Nocturne.Actors.Night;
using Nocturne.Runner.Progress;
using Nocturne.Runner.Settings;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>The main job: a night's files become light curves, exports and a report in one folder.</summary>
sealed class NightReduction(NocturneSettings settings, FrameFactsReader read, IProgressView progress, ILogger log, TimeProvider clock)
{
    readonly int workers = settings.Reduce.Parallelism.Or(Environment.ProcessorCount);

    /// <summary>Reduces a night, or goes on with one that was interrupted.</summary>
    /// <param name="files">The frames.</param>
    /// <param name="folder">Where the results go.</param>
    /// <param name="interrupt">Cancelled when the user wants to stop: frames under way are finished.</param>
    /// <exception cref="CommandException">The input or the output cannot be used.</exception>
    public async Task<NightResult> ReduceAsync(NightFiles files, string folder, CancellationToken interrupt)
    {
        var inventory = await ScanAsync(files, interrupt).ConfigureAwait(false);
        PixelTreatments.Check(inventory, settings.Calibration);
        var inputs = BandInputs.Digests(inventory, settings);
        SpentMemory.Return();
        using var store = NightRun.OpenStore(settings, folder, clock);
        store.Source = new(files.Root, files.Recursive);
        Admit(store, files.Root, inventory);
        var result = await ReduceAsync(store, interrupt).ConfigureAwait(false);
        if (result.StoreFailure is not null) return result;
        if (!result.Interrupted) result = await BorrowAsync(store, files.Root, result, interrupt).ConfigureAwait(false);
        if (!result.Interrupted)
        {
            store.SetFinalInputs(inputs.Select(band => (band.Key, band.Value)));
            store.Complete();
        }
        NightProducts.Write(store, folder, settings.Report.Html);
        return result;
    }

    /// <summary>Gives the frames of a night that was sorted already to a store.</summary>
    /// <param name="store">Where they wait to be reduced.</param>
    /// <param name="root">Folder that the names of files are relative to.</param>
    /// <param name="inventory">What the night holds; not needed any more afterwards.</param>
    public static void Admit(NightStore store, string root, NightInventory inventory)
    {
        store.Root = root;
        foreach (var frames in inventory.Bands.SelectMany(band => band.Frames).Chunk(1000)) store.Admit(new() { Frames = frames });
        store.Admit(new() { Calibrations = inventory.Calibrations, Rejected = inventory.Rejected });
    }

    /// <summary>Reduces the frames that wait in an open store, and writes no products.</summary>
    /// <param name="store">Where the rows go.</param>
    /// <param name="interrupt">Cancelled when the user wants to stop: frames under way are finished.</param>
    public async Task<NightResult> ReduceAsync(NightStore store, CancellationToken interrupt)
    {
        var run = new NightRun(settings, store, log, clock);
        foreach (var band in store.Bands.Where(band => store.Counts(band).Total > 0)) progress.Begin(band.ToString(), store.Counts(band).Total);
        var result = await run.RunAsync(null, system => system.EventStream.Subscribe<BandProgress>(news => progress.Advance(news.Band.ToString(), news.Done)), interrupt).ConfigureAwait(false);
        run.Trim();
        return result;
    }

    /// <summary>Measures frames without stars where the other cameras say that they lie, in a store in which all bands are done.</summary>
    /// <param name="store">The night.</param>
    /// <param name="root">Folder that the names of files are relative to.</param>
    /// <param name="result">What the bands came to.</param>
    /// <param name="interrupt">Cancelled when the user wants to stop.</param>
    /// <returns>The same with the counts as they are now; interrupted when the user wanted so.</returns>
    public async Task<NightResult> BorrowAsync(NightStore store, string root, NightResult result, CancellationToken interrupt)
    {
        store.Root = root;
        var run = new NightRun(settings, store, log, clock);
        try
        {
            return await run.BorrowAsync(result, interrupt).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return result with { Interrupted = true };
        }
        finally
        {
            run.Trim();
        }
    }

    /// <summary>Reads the headers of a night's files and sorts its frames.</summary>
    public async Task<NightInventory> ScanAsync(NightFiles files, CancellationToken interrupt)
    {
        const string row = "headers";
        progress.Begin(row, files.Paths.Count);
        var input = PixelTreatments.InputOf(settings);
        var scanner = new NightScanner(read, input);
        var headers = await scanner.ReadHeadersAsync(files.Root, files.Paths, workers, done => progress.Advance(row, done), interrupt).ConfigureAwait(false);
        var inventory = NightScanner.Sort(await CalibrationChoice.ApplyAsync(headers, settings, scanner, workers, interrupt).ConfigureAwait(false), input);
        foreach (var remark in inventory.Remarks) log.CalibrationRemark(remark);
        if (inventory.Bands.Count == 0)
        {
            var commonest = inventory.Rejected.GroupBy(frame => frame.Frame.Fault).MaxBy(group => group.Count());
            log.NothingToReduce(inventory.Rejected.Count, files.Paths.Count, commonest?.First().Frame.Reason ?? "none of them is a frame of the sky.");
        }
        return inventory;
    }
}

using Microsoft.Extensions.Logging;
using Nocturne.Actors.Night;
using Nocturne.Runner.Progress;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>Makes a night definitive: the bands whose rows would come out differently, now that all frames and calibration frames are there, are reduced anew from all of them.</summary>
/// <remarks>
/// The work is done beside the night, in its subfolder <c>finalizing</c>, and put in its place in one transaction: an interruption leaves the provisional night as it was, and the
/// next try goes on with what was done. The result is what 'nocturne reduce' gives on the same files.
/// </remarks>
sealed class NightFinalization(NocturneSettings settings, FrameFactsReader read, IProgressView progress, ILogger log, TimeProvider clock)
{
    /// <summary>Name of the folder in that of the night, in which the definitive rows are made.</summary>
    public const string WorkFolder = "finalizing";

    readonly NightReduction reduction = new(settings, read, progress, log, clock);

    /// <summary>Makes the night in a folder definitive.</summary>
    /// <param name="folder">The night's folder.</param>
    /// <param name="withoutMissing">Whether frames whose files are gone are given up; otherwise nothing is changed then.</param>
    /// <param name="interrupt">Cancelled when the user wants to stop.</param>
    /// <returns>How it ended, with the bands that were made anew; null when nothing had to be.</returns>
    /// <exception cref="CommandException">The night has no files that can be read again, or some are missing.</exception>
    public async Task<NightResult?> FinalizeAsync(string folder, bool withoutMissing, CancellationToken interrupt)
    {
        using var store = NightRun.OpenStore(settings, folder, clock);
        var source = store.Source ?? throw new CommandException(ExitCode.UnusableInput, $"{folder}: it is not known where the files of this night lie; reduce them with 'nocturne reduce'.");
        if (!withoutMissing) CheckThatAllAreThere(store, source);
        var files = NightFiles.Find([source.Root], source.Recursive, settings.Input);
        files = files with { Paths = [.. files.Paths.Where(path => !path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))] };
        var inventory = await reduction.ScanAsync(files, interrupt).ConfigureAwait(false);
        var inputs = BandInputs.Digests(inventory, settings);
        var changed = inputs.Where(band => store.FinalInputs(band.Key) != band.Value).Select(band => band.Key).ToHashSet();

        // What a camera did in one band is told in its others: when there are other frames they are made anew together. Other calibrations touch their band alone.
        var retold = changed.Where(band => !BandInputs.AreOfTheSameFrames(store.FinalInputs(band), inputs[band])).Select(band => band.Camera).ToHashSet();
        BandKey[] touched = [.. inputs.Keys.Where(band => changed.Contains(band) || retold.Contains(band.Camera))];
        var work = Path.Combine(folder, WorkFolder);
        var result = touched.Length > 0 || !store.Bands.All(inputs.ContainsKey) ? await RenewAsync(store, files, inventory, inputs, touched, work, interrupt).ConfigureAwait(false)
            // The last try was interrupted when the bands were in their places already: what follows from them is not there yet.
            : Directory.Exists(work) ? await FollowUpAsync(store, files.Root, new([.. inputs.Keys.Select(band => Summary(store, band))], false, null)).ConfigureAwait(false)
            : null;
        if (result is { Interrupted: true } or { StoreFailure: not null }) return result;
        store.SettleCalibrations(inputs.Keys, inventory.Calibrations);
        store.Complete();
        TakeStacks(work, folder);
        NightProducts.ClearCurves(folder);
        NightProducts.Write(store, folder, settings.Report.Html);
        return result;
    }

    /// <summary>A disk that is away must not empty the night.</summary>
    static void CheckThatAllAreThere(NightStore store, NightSource source)
    {
        using var night = store.Read();
        var missing = night.Bands.SelectMany(night.Frames).Where(frame => frame.State != FrameState.Rejected && !File.Exists(Path.Combine(source.Root, frame.File))).Take(1000).ToArray();
        if (missing.Length == 0) return;
        throw new CommandException(
            ExitCode.UnusableInput,
            $"{source.Root}: {(missing.Length < 1000 ? missing.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) : "1000 or more")} frames of this night are not there any more, {missing[0].File} among them. Nothing was changed. Bring the disk back, or give the frames up with --without-missing.");
    }

    async Task<NightResult> RenewAsync(NightStore store, NightFiles files, NightInventory inventory, SortedDictionary<BandKey, string> inputs, BandKey[] touched, string work, CancellationToken interrupt)
    {
        var wanted = string.Join('\n', touched.Select(band => $"{band} {inputs[band]}"));
        NightResult result;
        using (var renewed = OpenWork(work, wanted))
        {
            // Bands that stay as they are keep their numbers: those that are made anew are numbered among them.
            foreach (var band in inputs.Keys.Except(touched))
            {
                if (store.LoadCatalogue(band) is { } catalogue) renewed.SaveCatalogue(band, catalogue);
            }

            // The other bands of a camera are only looked at: for what it did in between.
            var cameras = touched.Select(band => band.Camera).ToHashSet();
            renewed.Root = files.Root;
            foreach (var frames in inventory.Bands.Where(band => cameras.Contains(band.Band.Camera) && !touched.Contains(band.Band)).SelectMany(band => band.Frames.Concat(band.Others)).Chunk(1000))
                renewed.Admit(new() { Frames = frames });
            var aside = NightReduction.Admit(renewed, files.Root, Only(inventory, touched));
            result = await reduction.ReduceAsync(renewed, aside, touched, interrupt).ConfigureAwait(false);
            if (result.Interrupted || result.StoreFailure is not null) return result;
            renewed.SetFinalInputs(touched.Select(band => (band, inputs[band])));
        }

        // What is measured, or drawn, from here on is calibrated like the rest.
        store.Admit(new() { Calibrations = inventory.Calibrations });
        store.TakeOver(work, touched, inputs.Keys);

        // The bands have changed: from here on there is no way back.
        return await FollowUpAsync(store, files.Root, result).ConfigureAwait(false);
    }

    /// <summary>What follows from all bands together: the numbers of the stars, and the rows of frames that lie where the other cameras say. Doing it again changes nothing.</summary>
    async Task<NightResult> FollowUpAsync(NightStore store, string root, NightResult renewed)
    {
        store.Renumber();
        var known = renewed.Bands.Select(summary => summary.Band).ToHashSet();
        var others = store.Bands.Where(band => !known.Contains(band)).Select(band => Summary(store, band));
        var all = await reduction.BorrowAsync(store, root, renewed with { Bands = [.. renewed.Bands, .. others] }, CancellationToken.None).ConfigureAwait(false);
        return all with { Bands = [.. all.Bands.Where(summary => known.Contains(summary.Band))] };
    }

    static BandSummary Summary(NightStore store, BandKey band)
    {
        var counts = store.Counts(band);
        return new(band, counts.Total, counts.Measured, counts.Unaligned, counts.Rejected, store.LoadCatalogue(band)?.Sources.Count ?? 0, null);
    }

    /// <summary>The store in the work folder: that of an interrupted try for the same, or a new one.</summary>
    NightStore OpenWork(string work, string wanted)
    {
        if (NightStore.Exists(work))
        {
            var begun = NightRun.OpenStore(settings, work, clock);
            if (begun.Inputs == wanted) return begun;
            begun.Dispose();
            Directory.Delete(work, recursive: true);
        }
        var store = NightRun.OpenStore(settings, work, clock);
        store.Inputs = wanted;
        return store;
    }

    static NightInventory Only(NightInventory inventory, BandKey[] bands) => inventory with
    {
        Bands = [.. inventory.Bands.Where(band => bands.Contains(band.Band))],
        Rejected = [.. inventory.Rejected.Where(outcome => bands.Contains(outcome.Frame.Band))],
    };

    static void TakeStacks(string work, string folder)
    {
        if (!Directory.Exists(work)) return;
        var stacks = Path.Combine(work, "stacks");
        if (Directory.Exists(stacks))
        {
            Directory.CreateDirectory(Path.Combine(folder, "stacks"));
            foreach (var stack in Directory.GetFiles(stacks)) File.Move(stack, Path.Combine(folder, "stacks", Path.GetFileName(stack)), overwrite: true);
        }
        Directory.Delete(work, recursive: true);
    }
}

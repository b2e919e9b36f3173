using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Nocturne.Core.Roman;
using Nocturne.Runner.Progress;
using Nocturne.Runner.Report;
using Nocturne.Streams;
using Nocturne.Streams.Export;
using Nocturne.Streams.Forced;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Forced;

/// <summary>Measures images one after the other through one stream, into a table or into the store of a night.</summary>
/// <param name="recipe">What is measured, and how.</param>
/// <param name="settings">The same in lines for people; equal settings have equal lines.</param>
/// <param name="progress">Told after each image.</param>
/// <param name="clock">The clock.</param>
sealed class ForcedRun(ForcedRecipe recipe, string settings, IProgressView progress, TimeProvider clock)
{
    const string ProgressRow = "images";

    /// <summary>More light curves than this get no files of their own: they are in the tables of all measurements.</summary>
    const int MostLightCurveFiles = 2000;

    public static JsonSerializerOptions Json { get; } = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>All rows into one table; nothing else is written.</summary>
    public async Task<ForcedResult> ToTableAsync(IReadOnlyList<ForcedFile> files, string path, CancellationToken interrupt)
    {
        using var table = ForcedTable.Create(path, recipe.Catalogue, files, Facts(settings));
        var summaries = new Dictionary<string, ImageSummary>();
        var (images, refused) = Admit(files, new Dictionary<string, string>());
        foreach (var frame in refused) summaries[frame.File.Name] = ImageSummary.Of(frame);
        await StreamAsync(images, files.Count, frame =>
        {
            table.Add(frame);
            summaries[frame.File.Name] = ImageSummary.Of(frame);
        }, interrupt).ConfigureAwait(false);
        var done = InOrder(files, summaries);
        if (done.Any(image => image.Failure is null)) table.Commit();
        return new(done, done.Count < files.Count, done.Any(image => image.Failure is null) ? [path] : []);
    }

    /// <summary>Everything into a folder: ledger and light curves in the store of a night, tables, pictures, and the page. Goes on where an earlier run with the same settings stopped.</summary>
    /// <exception cref="CommandException">The folder was begun with other settings.</exception>
    /// <exception cref="StoreException">The disk is full or refuses, or another process writes the folder.</exception>
    public async Task<ForcedResult> ToFolderAsync(IReadOnlyList<ForcedFile> files, string folder, CancellationToken interrupt)
    {
        var products = new ForcedProducts(folder);
        using var store = Open(folder);
        var summaries = Earlier(store, products);
        var (images, refused) = Admit(files, summaries.ToDictionary(earlier => earlier.Key, earlier => earlier.Value.File));
        store.Append([.. refused.Select(frame => frame.Outcome)]);
        var byName = summaries.Values.Concat(refused.Select(ImageSummary.Of)).GroupBy(summary => summary.File).ToDictionary(group => group.Key, group => group.First());
        await StreamAsync(images, files.Count, frame => byName[frame.File.Name] = Keep(frame, store, products), interrupt).ConfigureAwait(false);

        using var night = store.Read();
        NightExports.WriteAll(night, folder, night.LightCurves().Count <= MostLightCurveFiles);
        var names = SourceList.From(recipe.Catalogue, "", recipe.CatalogueName);
        var done = InOrder(files, byName);
        new ForcedPage(night, products, done, [.. Enumerable.Range(0, names.Count).Select(names.NameOf)], ReportResources.Forced).Write();
        return new(done, done.Count < files.Count, [products.Page, products.Images, Path.Combine(folder, NightExports.EcsvFile), Path.Combine(folder, NightExports.FitsFile)]);
    }

    static List<ImageSummary> InOrder(IReadOnlyList<ForcedFile> files, Dictionary<string, ImageSummary> summaries) =>
        [.. files.Where(file => summaries.ContainsKey(file.Name)).Select(file => summaries[file.Name])];

    static IEnumerable<(string Key, string Value)> Facts(string settings)
    {
        yield return ("program", $"Nocturne {ProgramVersion.Text}");
        foreach (var line in settings.Split('\n'))
        {
            var parts = line.Split(" = ", 2);
            yield return (parts[0], parts[^1]);
        }
    }

    /// <summary>Images that are still to be measured, and those that are known under another name.</summary>
    static (List<ForcedFile> Images, List<ForcedFrame> Refused) Admit(IReadOnlyList<ForcedFile> files, IReadOnlyDictionary<string, string> known)
    {
        var names = new Dictionary<string, string>(known);
        var images = new List<ForcedFile>();
        var refused = new List<ForcedFrame>();
        foreach (var file in files)
        {
            string id;
            try
            {
                id = file.Identify();
            }
            catch (Exception fault) when (ForcedFaults.Of(fault) is { } kind)
            {
                refused.Add(ForcedFrame.Refused(file, $"file:{file.Name}", kind, ForcedFaults.Sentence(file, fault)));
                continue;
            }

            if (names.TryAdd(id, file.Name)) images.Add(file with { Id = id });
            else if (names[id] != file.Name) refused.Add(ForcedFrame.Refused(file, $"{id}:{file.Name}", FrameFault.Duplicate, $"{file.Name}: the same image as {names[id]}."));
        }

        return (images, refused);
    }

    async Task StreamAsync(List<ForcedFile> images, int total, Action<ForcedFrame> keep, CancellationToken interrupt)
    {
        var done = total - images.Count;
        progress.Begin(ProgressRow, total);
        progress.Advance(ProgressRow, done);
        var run = Source.From(images).Via(new ForcedStage(recipe).Measure()).RunWith(Sink.ForEach<ForcedFrame>(frame =>
        {
            keep(frame);
            progress.Advance(ProgressRow, ++done);
        }), clock, CancellationToken.None);
        using var stopping = interrupt.Register(run.Drain);
        await run.Completion.ConfigureAwait(false);
    }

    /// <summary>Makes an image durable: first what lies beside the store, then its rows, so that an image in the ledger has all of its products.</summary>
    ImageSummary Keep(ForcedFrame frame, NightStore store, ForcedProducts products)
    {
        var summary = ImageSummary.Of(frame);
        var name = frame.File.Name;
        if (frame.Image is not null)
        {
            using (var table = ForcedTable.Create(products.TableOf(name), recipe.Catalogue, [frame.File], Facts(settings)))
            {
                table.Add(frame);
                table.Commit();
            }

            ForcedPictures.Write(frame, products.PicturesOf(name));
            AtomicFile.Write(products.SectionOf(name), file => file.Write(Encoding.UTF8.GetBytes(ForcedSection.Write(frame))));
            AtomicFile.Write(products.SummaryOf(name), file => file.Write(JsonSerializer.SerializeToUtf8Bytes(summary, Json)));
        }

        store.Append([frame.Outcome]);
        return summary;
    }

    /// <summary>What earlier runs have measured, by identity.</summary>
    static Dictionary<string, ImageSummary> Earlier(NightStore store, ForcedProducts products)
    {
        using var night = store.Read();
        var earlier = new Dictionary<string, ImageSummary>();
        foreach (var frame in night.Bands.SelectMany(night.Frames).Where(frame => frame.State == FrameState.Measured))
        {
            try
            {
                if (JsonSerializer.Deserialize<ImageSummary>(File.ReadAllBytes(products.SummaryOf(frame.File)), Json) is { } summary) earlier[frame.Id] = summary;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
            {
                // Its products are gone or damaged: the image is measured again.
            }
        }

        return earlier;
    }

    NightStore Open(string folder)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings)))[..16];
        var store = NightStore.OpenOrCreate(folder, new(ProgramVersion.Text, digest, settings, clock.GetUtcNow()) { FluxUnit = recipe.FluxUnit });
        if (store.Info.SettingsDigest == digest && store.Info.ProgramVersion == ProgramVersion.Text) return store;
        store.Dispose();
        throw new CommandException(ExitCode.Usage, $"{folder}: this folder was begun with other settings, another catalogue or another version of Nocturne. Choose another --out, or --overwrite to begin anew.");
    }
}

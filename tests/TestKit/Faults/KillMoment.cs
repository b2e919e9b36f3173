using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.TestKit.Faults;

/// <summary>How far a program was when it was killed, told from what it left behind.</summary>
public static class KillMoment
{
    /// <summary>Names the moment.</summary>
    /// <param name="folder">Folder of the night.</param>
    /// <param name="sinceUtc">When the program was started: what is older was left by another.</param>
    /// <param name="scratch">A folder for a copy of the ledger: to open the ledger itself would mend it, which the next program is to do.</param>
    public static string Of(string folder, DateTime sinceUtc, string scratch)
    {
        if (!NightStore.Exists(folder)) return "before the ledger";
        if (IsTouched(Path.Combine(folder, "finalizing"), sinceUtc)) return "finalizing";
        if (Directory.EnumerateFiles(folder).Any(file => !IsOfTheStore(file) && File.GetLastWriteTimeUtc(file) >= sinceUtc) || IsTouched(Path.Combine(folder, "lightcurves"), sinceUtc)) return "exporting";
        return Progress(folder, scratch);
    }

    static bool IsTouched(string folder, DateTime sinceUtc) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(file => File.GetLastWriteTimeUtc(file) >= sinceUtc);

    static bool IsOfTheStore(string file) => Path.GetFileName(file) is var name && (name.StartsWith(NightStore.FileName, StringComparison.Ordinal) || name is "night.lock" or "nocturne.log");

    static string Progress(string folder, string scratch)
    {
        Directory.CreateDirectory(scratch);
        try
        {
            foreach (var file in Directory.GetFiles(folder, NightStore.FileName + "*")) File.Copy(file, Path.Combine(scratch, Path.GetFileName(file)), overwrite: true);
            using var night = NightReader.Open(scratch);
            var bands = night.Bands;
            if (!bands.Any(band => night.LoadCatalogue(band) is not null)) return bands.Count == 0 ? "before the first frame" : "before the catalogue";
            return bands.SelectMany(night.Frames).Any(frame => frame.State == FrameState.Waiting) ? "measuring" : "between frames";
        }
        catch (StoreException)
        {
            return "making the ledger";
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}

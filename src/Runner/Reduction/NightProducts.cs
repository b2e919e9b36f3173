using Nocturne.Runner.Report;
using Nocturne.Streams;
using Nocturne.Streams.Export;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>Writes what people and other programs read of a night: the exports and the report.</summary>
static class NightProducts
{
    /// <summary>Removes the files that there are one of for each light curve or band: of some there may be none any more.</summary>
    /// <exception cref="CommandException">Something cannot be removed.</exception>
    public static void ClearCurves(string folder)
    {
        try
        {
            foreach (var name in new[] { "lightcurves", "catalogue" })
            {
                var products = Path.Combine(folder, name);
                if (Directory.Exists(products)) Directory.Delete(products, recursive: true);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.OutputFailed, $"{folder}: the earlier results cannot be removed: {fault.Message}", fault);
        }
    }

    /// <summary>Writes all products.</summary>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static void Write(NightStore store, string folder, bool report)
    {
        SpentMemory.Return();
        using var night = store.Read();
        NightExports.WriteAll(night, folder);
        WriteJoined(store.Read, night, folder);
        SpentMemory.Return();
        if (report) ReportWriter.Write(night, folder, store.Source?.Root ?? store.Root);
    }

    /// <summary>Writes what the bands tell together; of fewer than two there is nothing to tell, and files of before go.</summary>
    static void WriteJoined(Func<NightReader> open, NightReader night, string folder)
    {
        var (simultaneous, sky) = (Path.Combine(folder, SimultaneousTable.FileName), Path.Combine(folder, CommonSkyTable.FileName));
        if (night.Bands.Count < 2 || !SimultaneousTable.Write(open, simultaneous)) File.Delete(simultaneous);
        if (night.Bands.Count < 2 || CommonSkyTable.Of(night) is not { Count: > 0 } samples) File.Delete(sky);
        else CommonSkyTable.Write(samples, sky);
    }
}

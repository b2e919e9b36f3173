using Nocturne.Runner.Report;
using Nocturne.Streams.Export;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>Writes what people and other programs read of a night: the exports and the report.</summary>
static class NightProducts
{
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static void Write(NightStore store, string folder, bool report)
    {
        ReturnMemory();
        using var night = store.Read();
        NightExports.WriteAll(night, folder);
        ReturnMemory();
        if (report) ReportWriter.Write(night, folder);
    }

    /// <summary>Between the steps of a night, what the last one has left behind is given back, so that it does not stand beside what the next one needs.</summary>
    public static void ReturnMemory() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
}

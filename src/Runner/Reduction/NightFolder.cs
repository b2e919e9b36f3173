using Nocturne.Runner.Report;
using Nocturne.Streams.Export;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>The folder of a reduced night.</summary>
static class NightFolder
{
    /// <summary>Removes the products of an earlier reduction, and nothing else.</summary>
    /// <exception cref="CommandException">Something cannot be removed.</exception>
    public static void Clear(string folder)
    {
        if (!NightStore.Exists(folder)) return;
        try
        {
            foreach (var file in new[] { NightStore.FileName, NightStore.FileName + "-wal", NightStore.FileName + "-shm", NightExports.EcsvFile, NightExports.FitsFile, "frames.csv", ReportWriter.FileName })
                File.Delete(Path.Combine(folder, file));
            foreach (var name in new[] { "lightcurves", "catalogue", "stacks", NightFinalization.WorkFolder })
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
}

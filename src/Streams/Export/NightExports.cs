using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>Writes the products of a night from its store. Equal nights give equal bytes, whatever the order in which their frames came.</summary>
public static class NightExports
{
    /// <summary>Name of the table of all measurements for astropy.</summary>
    public const string EcsvFile = "night.ecsv";

    /// <summary>Name of the table of all measurements in FITS.</summary>
    public const string FitsFile = "night.fits";

    /// <summary>Writes everything into the night's folder: light curves, the tables of all measurements, the ledger and the catalogues.</summary>
    /// <remarks>The measurements are read once and given to all formats; memory does not grow with the night.</remarks>
    /// <exception cref="StoreException">The disk is full or refuses; products of before are still whole.</exception>
    public static void WriteAll(NightReader night, string folder)
    {
        ArgumentNullException.ThrowIfNull(night);
        using (var lightCurves = new LightCurveFiles(folder))
        using (var ecsv = new EcsvTable(Path.Combine(folder, EcsvFile), night.Info))
        using (var fits = new FitsTable(Path.Combine(folder, FitsFile), night))
            WriteMeasurements(night, lightCurves, ecsv, fits);
        FrameTable.Write(night, Path.Combine(folder, "frames.csv"));
        CatalogueFiles.Write(night, Path.Combine(folder, "catalogue"));
    }

    static void WriteMeasurements(NightReader night, params ReadOnlySpan<IMeasurementTable> tables)
    {
        foreach (var curve in night.LightCurves())
        {
            foreach (var table in tables) table.Begin(curve);
            foreach (var point in night.LightCurve(curve))
            {
                foreach (var table in tables) table.Add(curve, point);
            }
        }

        foreach (var table in tables) table.Commit();
    }
}

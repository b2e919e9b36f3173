using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;
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
    /// <param name="night">The night.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="lightCurveFiles">Whether each light curve gets a file of its own, too.</param>
    /// <exception cref="StoreException">The disk is full or refuses; products of before are still whole.</exception>
    public static void WriteAll(NightReader night, string folder, bool lightCurveFiles = true) =>
        Write(night, folder, lightCurveFiles ? NightFormats.All : NightFormats.All & ~NightFormats.LightCurves);

    /// <summary>Writes some of the products into a folder.</summary>
    /// <inheritdoc cref="WriteAll"/>
    public static void Write(NightReader night, string folder, NightFormats formats)
    {
        ArgumentNullException.ThrowIfNull(night);
        WriteMeasurements(night, folder, formats);
        if (!formats.HasFlag(NightFormats.Tables)) return;
        FrameTable.Write(night, Path.Combine(folder, "frames.csv"));
        CatalogueFiles.Write(night, Path.Combine(folder, "catalogue"));
    }

    static void WriteMeasurements(NightReader night, string folder, NightFormats formats)
    {
        if ((formats & ~NightFormats.Tables) == NightFormats.None) return;
        var info = night.Info;
        var columns = MeasurementColumns.All(night);
        using var lightCurves = formats.HasFlag(NightFormats.LightCurves) ? new LightCurveFiles(folder, night) : null;
        using var ecsv = !formats.HasFlag(NightFormats.Ecsv) ? null : new EcsvRows<MeasurementRow>(
            Path.Combine(folder, EcsvFile), columns, ("program", $"Nocturne {info.ProgramVersion}"), ("settings_digest", info.SettingsDigest), ("times", TimeTables.Statement));
        var header = new FitsHeader()
            .Set("CREATOR", $"Nocturne {info.ProgramVersion}", "program that reduced the night")
            .Set("SETTINGS", info.SettingsDigest, "digest of the settings")
            .Set("LEAPSEC", LeapSeconds.KnownUntil.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "leap seconds are known until then")
            .Set("EPHEMER", $"{TimeTables.EphemerisFrom}/{TimeTables.EphemerisUntil}", "years of the Earth's ephemeris")
            .AddComment(TimeTables.Statement);
        using var fits = formats.HasFlag(NightFormats.Fits) ? new FitsRows<MeasurementRow>(Path.Combine(folder, FitsFile), "MEASUREMENTS", columns, header) : null;

        foreach (var curve in night.LightCurves())
        {
            lightCurves?.Begin(curve);
            foreach (var point in night.LightCurve(curve))
            {
                var row = new MeasurementRow(curve, point);
                lightCurves?.Add(row);
                ecsv?.Add(row);
                fits?.Add(row);
            }
        }

        lightCurves?.Commit();
        ecsv?.Commit();
        fits?.Commit();
    }
}

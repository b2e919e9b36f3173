using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>The keys of bands and light curves, made when they are needed first and kept; and the transactions that may make some.</summary>
sealed class StoreKeys : IDisposable
{
    readonly NightDatabase database;
    readonly Dictionary<BandKey, long> bands = [];
    readonly Dictionary<(long Band, string Photometer, int Source), long> curves = [];
    readonly Statement addBand, addCurve, addMasters, findMasters;

    public StoreKeys(NightDatabase database)
    {
        this.database = database;
        addBand = database.Prepare("INSERT INTO bands (camera, filter) VALUES (?, ?) RETURNING band");
        addCurve = database.Prepare("INSERT INTO light_curves (band, photometer, source) VALUES (?, ?, ?) RETURNING curve");
        addMasters = database.Prepare("INSERT INTO masters (files) VALUES (?) RETURNING masters");
        findMasters = database.Prepare("SELECT masters FROM masters WHERE files = ?");
        Reload();
    }

    /// <summary>The bands that have a key.</summary>
    public IReadOnlyCollection<BandKey> Bands => bands.Keys;

    public long Of(BandKey band)
    {
        if (bands.TryGetValue(band, out var key)) return key;
        return bands[band] = addBand.Bind(1, band.Camera).Bind(2, band.Filter).KeyOrNull()!.Value;
    }

    /// <summary>The key of a band; 0, which no row has, for one that is not stored.</summary>
    public long OfOrNone(BandKey band) => bands.GetValueOrDefault(band);

    public long Of(long band, SourceMeasurement row)
    {
        var curve = (band, row.Photometer, row.Source);
        if (curves.TryGetValue(curve, out var key)) return key;
        return curves[curve] = addCurve.Bind(1, band).Bind(2, row.Photometer).Bind(3, row.Source).KeyOrNull()!.Value;
    }

    /// <summary>The key of a list of calibration files.</summary>
    public long OfMasters(string files) => findMasters.Bind(1, files).KeyOrNull() ?? addMasters.Bind(1, files).KeyOrNull()!.Value;

    /// <summary>Does all of it, or nothing of it.</summary>
    public void InTransaction(Action work)
    {
        try
        {
            database.InTransaction(work);
        }
        catch
        {
            // The keys that this transaction made went with it.
            Reload();
            throw;
        }
    }

    /// <summary>Reads the keys anew.</summary>
    public void Reload()
    {
        bands.Clear();
        curves.Clear();
        using var band = database.Prepare("SELECT band, camera, filter FROM bands");
        while (band.Step()) bands.Add(new(band.Text(1), band.Text(2)), band.Long(0));
        using var curve = database.Prepare("SELECT curve, band, photometer, source FROM light_curves");
        while (curve.Step()) curves.Add((curve.Long(1), curve.Text(2), curve.Int(3)), curve.Long(0));
    }

    public void Dispose()
    {
        addBand.Dispose();
        addCurve.Dispose();
        addMasters.Dispose();
        findMasters.Dispose();
    }
}

using System.Runtime.InteropServices;
using Nocturne.Core.Catalogs;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>The writing statements of a store, prepared once, and the keys of the bands and light curves they refer to.</summary>
sealed class MeasurementWriter : IDisposable
{
    readonly NightDatabase database;
    readonly Dictionary<BandKey, long> bands = [];
    readonly Dictionary<(long Band, string Photometer, int Source), long> curves = [];
    readonly Statement addBand, addCurve, replaceFrame, keepFrame, dropMeasurements, addMeasurement, dropStamps, addStamp;

    public MeasurementWriter(NightDatabase database)
    {
        this.database = database;
        addBand = database.Prepare("INSERT INTO bands (camera, filter) VALUES (?, ?) RETURNING band");
        addCurve = database.Prepare("INSERT INTO light_curves (band, photometer, source) VALUES (?, ?, ?) RETURNING curve");
        replaceFrame = database.Prepare(FrameColumns.Replace);
        keepFrame = database.Prepare(FrameColumns.Keep);
        dropMeasurements = database.Prepare("DELETE FROM measurements WHERE frame = ?");
        addMeasurement = database.Prepare("""
            INSERT OR REPLACE INTO measurements (frame, curve, x, y, flux, flux_error, background, background_error, area, flags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        dropStamps = database.Prepare("DELETE FROM stamps WHERE frame = ?");
        addStamp = database.Prepare("INSERT OR REPLACE INTO stamps (frame, source, x, y, side, pixels, faults) VALUES (?, ?, ?, ?, ?, ?, ?)");
        LoadKeys();
    }

    public void Append(IReadOnlyList<FrameOutcome> outcomes) => Transaction(() =>
    {
        foreach (var outcome in outcomes)
        {
            var (frame, measurements) = outcome;
            var band = KeyOf(frame.Band);
            var write = frame.Fault == FrameFault.Duplicate ? keepFrame : replaceFrame;
            FrameColumns.Bind(write, band, frame);
            if (KeyFrom(write) is not { } key) continue;
            dropMeasurements.Bind(1, key).Run();
            foreach (var row in measurements)
            {
                addMeasurement
                    .Bind(1, key).Bind(2, KeyOf(band, row))
                    .Bind(3, row.X).Bind(4, row.Y).Bind(5, row.Flux).Bind(6, row.FluxError)
                    .Bind(7, row.Background).Bind(8, row.BackgroundError).Bind(9, row.Area).Bind(10, (long)row.Flags)
                    .Run();
            }

            dropStamps.Bind(1, key).Run();
            foreach (var stamp in outcome.Stamps)
            {
                addStamp
                    .Bind(1, key).Bind(2, (long)stamp.Source).Bind(3, stamp.X).Bind(4, stamp.Y).Bind(5, (long)stamp.Side)
                    .Bind(6, MemoryMarshal.AsBytes(stamp.Pixels.AsSpan())).Bind(7, stamp.Faults.AsSpan())
                    .Run();
            }
        }
    });

    public void SaveCatalogue(BandKey band, SourceCatalogue catalogue) => Transaction(() =>
    {
        var key = KeyOf(band);
        using var head = database.Prepare("""
            UPDATE bands SET reference_frame = ?2, stacked_frames = ?3, width = ?4, height = ?5,
                psf_semi_major_sigma = ?6, psf_semi_minor_sigma = ?7, psf_orientation = ?8 WHERE band = ?1
            """);
        head.Bind(1, key).Bind(2, catalogue.ReferenceFrame).Bind(3, catalogue.StackedFrames).Bind(4, catalogue.Width).Bind(5, catalogue.Height)
            .Bind(6, catalogue.PsfSemiMajorSigma).Bind(7, catalogue.PsfSemiMinorSigma).Bind(8, catalogue.PsfOrientation).Run();

        using var drop = database.Prepare("DELETE FROM catalogue WHERE band = ?");
        drop.Bind(1, key).Run();
        using var add = database.Prepare("""
            INSERT INTO catalogue (band, number, x, y, flux, semi_major_sigma, semi_minor_sigma, orientation) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """);
        foreach (var star in catalogue.Sources)
        {
            add.Bind(1, key).Bind(2, star.Number).Bind(3, star.X).Bind(4, star.Y).Bind(5, star.Flux)
                .Bind(6, star.SemiMajorSigma).Bind(7, star.SemiMinorSigma).Bind(8, star.Orientation).Run();
        }
    });

    public void Dispose()
    {
        foreach (var statement in new[] { addBand, addCurve, replaceFrame, keepFrame, dropMeasurements, addMeasurement, dropStamps, addStamp }) statement.Dispose();
    }

    void Transaction(Action work)
    {
        try
        {
            database.InTransaction(work);
        }
        catch
        {
            // The keys that this transaction made went with it.
            LoadKeys();
            throw;
        }
    }

    void LoadKeys()
    {
        bands.Clear();
        curves.Clear();
        using var band = database.Prepare("SELECT band, camera, filter FROM bands");
        while (band.Step()) bands.Add(new(band.Text(1), band.Text(2)), band.Long(0));
        using var curve = database.Prepare("SELECT curve, band, photometer, source FROM light_curves");
        while (curve.Step()) curves.Add((curve.Long(1), curve.Text(2), curve.Int(3)), curve.Long(0));
    }

    long KeyOf(BandKey band)
    {
        if (bands.TryGetValue(band, out var key)) return key;
        return bands[band] = KeyFrom(addBand.Bind(1, band.Camera).Bind(2, band.Filter))!.Value;
    }

    long KeyOf(long band, SourceMeasurement row)
    {
        var curve = (band, row.Photometer, row.Source);
        if (curves.TryGetValue(curve, out var key)) return key;
        return curves[curve] = KeyFrom(addCurve.Bind(1, band).Bind(2, row.Photometer).Bind(3, row.Source))!.Value;
    }

    /// <summary>The key that a statement with RETURNING gives, null when it changed nothing.</summary>
    static long? KeyFrom(Statement statement)
    {
        if (!statement.Step())
        {
            statement.Reset();
            return null;
        }

        var key = statement.Long(0);
        statement.Run();
        return key;
    }
}

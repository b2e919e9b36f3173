using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Quality;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>Reads a stored night as it is at one moment, while another process or thread may go on writing it.</summary>
/// <remarks>
/// The order of everything is fixed by the rows themselves, never by the order in which they were written: bands by camera and filter,
/// light curves by band, photometer and source, frames and points by the middle of the exposure and then by identity.
/// Rows are streamed, not gathered. An instance is for one thread; make as many as needed, and close them soon: while one is open the
/// store cannot put its write-ahead log away.
/// </remarks>
public sealed partial class NightReader : IDisposable
{
    readonly NightDatabase database;
    readonly Dictionary<BandKey, long> bands = [];

    NightReader(NightDatabase database)
    {
        this.database = database;
        Info = NightProperties.Read(database);
        IsComplete = NightProperties.IsComplete(database);
        using var rows = database.Prepare("SELECT camera, filter, band FROM bands");
        while (rows.Step()) bands.Add(new(rows.Text(0), rows.Text(1)), rows.Long(2));
        Bands = [.. bands.Keys.Order()];
    }

    /// <summary>What the night was reduced with.</summary>
    public NightInfo Info { get; }

    /// <summary>Whether all frames of the night are in it; false while it is being reduced, and after an interruption.</summary>
    public bool IsComplete { get; }

    /// <summary>The bands, in order.</summary>
    public IReadOnlyList<BandKey> Bands { get; }

    /// <summary>Opens the store in a night's folder.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be read.</exception>
    public static NightReader Open(string folder)
    {
        var file = Path.Combine(folder, NightStore.FileName);
        if (!File.Exists(file))
            throw new StoreException(StoreFault.Missing, $"{file}: there is no reduced night in this folder; make one with 'nocturne reduce'.");

        // Not ReadOnly: whoever closes a store last puts the write-ahead log away, and may have to be a reader.
        var database = NightDatabase.Open(file, SqliteOpenMode.ReadWrite);
        try
        {
            database.Execute("PRAGMA query_only = ON");
            database.Execute("BEGIN");
            NightSchema.Check(database);
            return new NightReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The identities of all frames of a band and what became of them.</summary>
    public IReadOnlyDictionary<string, FrameState> KnownFrames(BandKey band)
    {
        var known = new Dictionary<string, FrameState>();
        using var rows = database.Prepare("SELECT id, state FROM frames WHERE band = ?").Bind(1, KeyOf(band));
        while (rows.Step()) known.Add(rows.Text(0), FrameColumns.State(rows.Text(1)));
        return known;
    }

    /// <summary>The last frame in time order whose own stars prove where it lies, from which to go on; null when there is none.</summary>
    public FrameRecord? LastAligned(BandKey band)
    {
        using var row = database.Prepare($"""
            SELECT {FrameColumns.Selection} FROM frames WHERE band = ? AND placement IN ('Tracked', 'Recognised')
            ORDER BY mid_utc_day DESC, mid_utc_fraction DESC, id DESC LIMIT 1
            """).Bind(1, KeyOf(band));
        return row.Step() ? FrameColumns.Read(row, band) : null;
    }

    /// <summary>The band's catalogue; null when none was made yet.</summary>
    public SourceCatalogue? LoadCatalogue(BandKey band)
    {
        var key = KeyOf(band);
        using var head = database.Prepare("""
            SELECT psf_semi_major_sigma, psf_semi_minor_sigma, psf_orientation, reference_frame, stacked_frames, width, height
            FROM bands WHERE band = ? AND reference_frame IS NOT NULL
            """).Bind(1, key);
        if (!head.Step()) return null;

        var sources = new List<CatalogueSource>();
        using var rows = database.Prepare("""
            SELECT number, x, y, flux, semi_major_sigma, semi_minor_sigma, orientation FROM catalogue WHERE band = ? ORDER BY flux DESC, x, y
            """).Bind(1, key);
        while (rows.Step())
            sources.Add(new(rows.Int(0), rows.Double(1), rows.Double(2), rows.Double(3), rows.Double(4), rows.Double(5), rows.Double(6)));
        return new(sources, head.Double(0), head.Double(1), head.Double(2), head.Text(3), head.Int(4), head.Int(5), head.Int(6)) { PixelScale = PixelScaleOf(key, head.Text(3)) };
    }

    /// <summary>The ledger of a band.</summary>
    public IEnumerable<FrameRecord> Frames(BandKey band)
    {
        using var rows = database.Prepare(
            $"SELECT {FrameColumns.Selection} FROM frames WHERE band = ? ORDER BY mid_utc_day, mid_utc_fraction, id").Bind(1, KeyOf(band));
        while (rows.Step()) yield return FrameColumns.Read(rows, band);
    }

    /// <summary>Why the numbers of a band's stars are its own, as the end of a sentence; null when they are those of the night.</summary>
    public string? NumberingNote(BandKey band)
    {
        using var row = database.Prepare("SELECT numbering FROM bands WHERE band = ?").Bind(1, KeyOf(band));
        return row.Step() ? row.TextOrNull(0) : null;
    }

    /// <summary>The changes of a band's sky, with the frame and the middle of its exposure, UTC.</summary>
    public IEnumerable<(string Frame, Mjd? MidUtc, SkyTransition Change)> SkyTransitions(BandKey band)
    {
        using var rows = database.Prepare("""
            SELECT file, plane, mid_utc_day, mid_utc_fraction, from_state, to_state, sentence FROM frames JOIN sky_transitions USING (frame)
            WHERE band = ? ORDER BY mid_utc_day, mid_utc_fraction, id
            """).Bind(1, KeyOf(band));
        while (rows.Step())
        {
            yield return (
                LightCurvePoint.NameOf(rows.Text(0), rows.Int(1)), rows.MjdOrNull(2),
                new(Enum.Parse<SkyState>(rows.Text(4)), Enum.Parse<SkyState>(rows.Text(5)), rows.Text(6)));
        }
    }

    /// <summary>The light curves that have rows.</summary>
    public IReadOnlyList<LightCurveKey> LightCurves()
    {
        var curves = new List<LightCurveKey>();
        foreach (var (band, key) in bands)
        {
            using var rows = database.Prepare("SELECT photometer, source FROM light_curves WHERE band = ?").Bind(1, key);
            while (rows.Step()) curves.Add(new(band, rows.Text(0), rows.Int(1)));
        }

        curves.Sort();
        return curves;
    }

    /// <summary>The points of one light curve; none when there is no such curve.</summary>
    public IEnumerable<LightCurvePoint> LightCurve(LightCurveKey curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var height = Info.Rows is null ? 0 : HeightOf(curve.Band);
        using var rows = database.Prepare("""
            SELECT file, plane, mid_utc_day, mid_utc_fraction, bmjd_tdb_start, bmjd_tdb_mid, background_level, background_rms,
                x, y, flux, flux_error, background, background_error, area, flags
            FROM frames CROSS JOIN measurements ON measurements.frame = frames.frame
                AND curve = (SELECT curve FROM light_curves WHERE band = ?1 AND photometer = ?2 AND source = ?3)
            WHERE frames.band = ?1 ORDER BY mid_utc_day, mid_utc_fraction, id
            """).Bind(1, KeyOf(curve.Band)).Bind(2, curve.Photometer).Bind(3, curve.Source);
        while (rows.Step())
        {
            var point = new LightCurvePoint(
                rows.Text(0), rows.Int(1), rows.MjdOrNull(2), rows.DoubleOrNull(4), rows.DoubleOrNull(5), rows.DoubleOrNull(6), rows.DoubleOrNull(7),
                new(curve.Photometer, curve.Source, rows.Double(8), rows.Double(9), rows.Double(10), rows.Double(11),
                    rows.Double(12), rows.Double(13), rows.Double(14), (QualityFlag)rows.Int(15)));
            yield return Info.Rows is { } clock && double.IsFinite(point.Measurement.Y) ? point.Later(clock.OffsetSeconds(point.Measurement.Y, height)) : point;
        }
    }

    int HeightOf(BandKey band)
    {
        using var rows = database.Prepare("SELECT height FROM bands WHERE band = ? AND height IS NOT NULL").Bind(1, KeyOf(band));
        return rows.Step() ? rows.Int(0) : 0;
    }

    /// <summary>The stamps of a source, in order of time.</summary>
    public IEnumerable<StoredStamp> Stamps(BandKey band, int source)
    {
        using var rows = database.Prepare("""
            SELECT file, plane, mid_utc_day, mid_utc_fraction, bmjd_tdb_mid,
                transform_xx, transform_xy, transform_x0, transform_yx, transform_yy, transform_y0, x, y, side, pixels, faults
            FROM frames JOIN stamps USING (frame)
            WHERE band = ? AND source = ? ORDER BY mid_utc_day, mid_utc_fraction, id
            """).Bind(1, KeyOf(band)).Bind(2, (long)source);
        while (rows.Step())
        {
            yield return new(
                LightCurvePoint.NameOf(rows.Text(0), rows.Int(1)), rows.MjdOrNull(2), rows.DoubleOrNull(4),
                new(rows.Double(5), rows.Double(6), rows.Double(7), rows.Double(8), rows.Double(9), rows.Double(10)),
                new(source, rows.Double(11), rows.Double(12), rows.Int(13), MemoryMarshal.Cast<byte, float>(rows.Bytes(14)).ToArray())
                {
                    Faults = rows.Bytes(15) is { IsEmpty: false } faults ? faults.ToArray() : null,
                });
        }
    }

    /// <summary>Files that were seen and never became whole, with the reasons.</summary>
    public IEnumerable<(string File, string Reason)> IncompleteFiles()
    {
        using var rows = database.Prepare("SELECT file, reason FROM files WHERE state = 'Incomplete' ORDER BY file");
        while (rows.Step()) yield return (rows.Text(0), rows.TextOrNull(1) ?? "");
    }

    /// <summary>The number of frames whose rows are of a level.</summary>
    public long CountAt(FrameLevel level)
    {
        using var count = database.Prepare("SELECT count(*) FROM frames WHERE level = ?").Bind(1, level.ToString());
        return count.Step() ? count.Long(0) : 0;
    }

    /// <summary>The number of stored measurements of the night.</summary>
    public long MeasurementCount() => database.Scalar("SELECT count(*) FROM measurements");

    /// <summary>How many measurements of each photometer carry which flags together.</summary>
    public IReadOnlyList<(string Photometer, QualityFlag Flags, long Rows)> FlagCounts()
    {
        var counts = new List<(string, QualityFlag, long)>();
        using var rows = database.Prepare("""
            SELECT photometer, flags, count(*) FROM measurements JOIN light_curves USING (curve) GROUP BY photometer, flags ORDER BY photometer, flags
            """);
        while (rows.Step()) counts.Add((rows.Text(0), (QualityFlag)rows.Int(1), rows.Long(2)));
        return counts;
    }

    public void Dispose() => database.Dispose();

    /// <summary>The band's key in the tables; 0, which no row has, for a band that is not stored.</summary>
    long KeyOf(BandKey band) => bands.GetValueOrDefault(band);
}

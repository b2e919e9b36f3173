using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <content>The ledger: how the night stands, and how a row came about.</content>
public sealed partial class NightReader
{
    /// <summary>Frames from which cadence and latency are taken.</summary>
    const int Recent = 200;

    /// <summary>How a band stands.</summary>
    public BandLedger Ledger(BandKey band)
    {
        var states = new List<(FrameState, FrameFault, long)>();
        using (var rows = database.Prepare("SELECT state, fault, count(*) FROM frames WHERE band = ? GROUP BY state, fault ORDER BY state, fault").Bind(1, KeyOf(band)))
        {
            while (rows.Step()) states.Add((FrameColumns.State(rows.Text(0)), Enum.Parse<FrameFault>(rows.Text(1)), rows.Long(2)));
        }
        using var provisional = database.Prepare("SELECT count(*) FROM frames WHERE band = ? AND level = 'Provisional'").Bind(1, KeyOf(band));
        provisional.Step();
        var (times, latencies) = (new List<double>(), new List<double>());
        using (var rows = database.Prepare("""
            SELECT mid_utc_day, mid_utc_fraction, taken, durable FROM frames WHERE band = ? AND mid_utc_day IS NOT NULL AND state <> 'Waiting'
            ORDER BY mid_utc_day DESC, mid_utc_fraction DESC LIMIT ?
            """).Bind(1, KeyOf(band)).Bind(2, (long)Recent))
        {
            while (rows.Step())
            {
                times.Add((rows.Long(0) * 86400.0) + (rows.Double(1) * 86400));
                if (rows.LongOrNull(2) is { } taken && rows.LongOrNull(3) is { } durable) latencies.Add((durable - taken) / 1000.0);
            }
        }
        using var last = database.Prepare($"""
            SELECT {FrameColumns.Selection} FROM frames WHERE band = ? AND state <> 'Waiting' AND mid_utc_day IS NOT NULL ORDER BY mid_utc_day DESC, mid_utc_fraction DESC, id DESC LIMIT 1
            """).Bind(1, KeyOf(band));
        return new(
            band, states, provisional.Long(0), LoadCatalogue(band)?.Sources.Count ?? 0, last.Step() ? FrameColumns.Read(last, band) : null,
            Median([.. times.Zip(times.Skip(1), (later, earlier) => later - earlier)]), Median(latencies));
    }

    /// <summary>The frames of the night in a file, by its name or the end of it; a plane is given as <c>name[plane]</c>.</summary>
    public IReadOnlyList<FrameRecord> Find(string frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return [.. Bands.SelectMany(Frames).Where(record => LightCurvePoint.NameOf(record.File, record.Plane) is var name
            && (name == frame || name.EndsWith("/" + frame, StringComparison.Ordinal)))];
    }

    /// <summary>How a row of the ledger came about; null when there is no such row.</summary>
    public FrameHistory? History(BandKey band, string id)
    {
        using var row = database.Prepare("""
            SELECT level, hdu, tries, first_seen, taken, durable, program_version, settings_digest, seconds_calibrate, seconds_background, seconds_align, seconds_measure, facts, files
            FROM frames LEFT JOIN runs USING (run) LEFT JOIN setups USING (setup) LEFT JOIN masters USING (masters) WHERE frames.band = ? AND id = ?
            """).Bind(1, KeyOf(band)).Bind(2, id);
        if (!row.Step()) return null;
        var seconds = new Dictionary<Stage, double>();
        foreach (var (column, stage) in new[] { (8, Stage.Calibrate), (9, Stage.Background), (10, Stage.Align), (11, Stage.Measure) })
        {
            if (row.DoubleOrNull(column) is { } time) seconds[stage] = time;
        }
        return new()
        {
            Level = Enum.Parse<FrameLevel>(row.Text(0)),
            Hdu = row.Int(1),
            Tries = row.Int(2),
            FirstSeen = Time(row, 3),
            Taken = Time(row, 4),
            Durable = Time(row, 5),
            ProgramVersion = row.TextOrNull(6),
            SettingsDigest = row.TextOrNull(7),
            Calibration = row.TextOrNull(13)?.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            StageSeconds = seconds,
            Setup = row.TextOrNull(12) is { } facts ? FrameSetup.FromJson(facts) : null,
        };
    }

    /// <summary>All measurements of a source in a frame.</summary>
    public IReadOnlyList<SourceMeasurement> Measurements(BandKey band, string id, int source) =>
        [.. LightCurves().Where(curve => curve.Band == band && curve.Source == source).SelectMany(curve => MeasurementsOf(curve, id))];

    /// <inheritdoc cref="NightStore.LateCalibrations"/>
    public IReadOnlyList<FrameDescriptor> LateCalibrations(BandKey band)
    {
        using var keys = new StoreKeys(database);
        using var ledger = new FrameLedger(database, keys);
        return ledger.Late(band);
    }

    /// <summary>Folder that the names of files are relative to; null when it was never noted.</summary>
    public string? SourceRoot => NightProperties.Get(database, "source_root");

    IEnumerable<SourceMeasurement> MeasurementsOf(LightCurveKey curve, string id)
    {
        using var row = database.Prepare("""
            SELECT x, y, flux, flux_error, background, background_error, area, flags FROM frames JOIN measurements USING (frame) JOIN light_curves USING (curve)
            WHERE frames.band = ?1 AND id = ?2 AND photometer = ?3 AND source = ?4
            """).Bind(1, KeyOf(curve.Band)).Bind(2, id).Bind(3, curve.Photometer).Bind(4, curve.Source);
        while (row.Step())
            yield return new(curve.Photometer, curve.Source, row.Double(0), row.Double(1), row.Double(2), row.Double(3), row.Double(4), row.Double(5), row.Double(6), (Core.Quality.QualityFlag)row.Long(7));
    }

    static DateTimeOffset? Time(Statement row, int column) => row.LongOrNull(column) is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    static double? Median(List<double> values)
    {
        if (values.Count == 0) return null;
        values.Sort();
        return values[values.Count / 2];
    }
}

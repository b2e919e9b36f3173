using System.Runtime.InteropServices;
using Nocturne.Core.Catalogs;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>The writing statements of a store, prepared once, and the keys of the bands and light curves they refer to.</summary>
sealed class MeasurementWriter : IDisposable
{
    readonly NightDatabase database;
    readonly StoreKeys keys;
    readonly Statement replaceFrame, keepFrame, dropMeasurements, addMeasurement, dropStamps, addStamp, dropTransition, addTransition;

    public MeasurementWriter(NightDatabase database, StoreKeys keys)
    {
        this.database = database;
        this.keys = keys;
        replaceFrame = database.Prepare(FrameColumns.Replace);
        keepFrame = database.Prepare(FrameColumns.Keep);
        dropMeasurements = database.Prepare("DELETE FROM measurements WHERE frame = ?");
        addMeasurement = database.Prepare("""
            INSERT OR REPLACE INTO measurements (frame, curve, x, y, flux, flux_error, background, background_error, area, flags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        dropStamps = database.Prepare("DELETE FROM stamps WHERE frame = ?");
        addStamp = database.Prepare("INSERT OR REPLACE INTO stamps (frame, source, x, y, side, pixels, faults) VALUES (?, ?, ?, ?, ?, ?, ?)");
        dropTransition = database.Prepare("DELETE FROM sky_transitions WHERE frame = ?");
        addTransition = database.Prepare("INSERT INTO sky_transitions (frame, from_state, to_state, sentence) VALUES (?, ?, ?, ?)");
    }

    /// <param name="outcomes">What is written, all or nothing.</param>
    /// <param name="calibration">Files that the frames were calibrated with; null when nothing is known of them.</param>
    /// <param name="run">Who writes.</param>
    /// <param name="now">The time [ms since 1970].</param>
    /// <returns>Mean time since the files of the frames were taken [s]; null when it is not known of any.</returns>
    public double? Append(IReadOnlyList<FrameOutcome> outcomes, IReadOnlyList<string>? calibration, WritingRun run, long now)
    {
        var latency = new List<double>(outcomes.Count);
        keys.InTransaction(() => Append(outcomes, calibration, run, now, latency));
        return latency.Count > 0 ? latency.Average() : null;
    }

    void Append(IReadOnlyList<FrameOutcome> outcomes, IReadOnlyList<string>? calibration, WritingRun run, long now, List<double> latency)
    {
        if (calibration is not null) run = run with { Masters = keys.OfMasters(string.Join('\n', calibration)) };
        foreach (var outcome in outcomes)
        {
            var (frame, measurements) = outcome;
            var band = keys.Of(frame.Band);
            var write = frame.Fault == FrameFault.Duplicate ? keepFrame : replaceFrame;
            FrameColumns.Bind(write, band, outcome, run, now);
            if (!write.Step())
            {
                write.Reset();
                continue;
            }

            var key = write.Long(0);
            if (write == replaceFrame && write.LongOrNull(1) is { } taken) latency.Add((now - taken) / 1000.0);
            write.Run();
            dropMeasurements.Bind(1, key).Run();
            foreach (var row in measurements)
            {
                addMeasurement
                    .Bind(1, key).Bind(2, keys.Of(band, row))
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

            dropTransition.Bind(1, key).Run();
            if (outcome.SkyTransition is { } change)
                addTransition.Bind(1, key).Bind(2, change.From.ToString()).Bind(3, change.To.ToString()).Bind(4, change.Sentence).Run();
        }
    }

    /// <param name="band">The band.</param>
    /// <param name="catalogue">Its catalogue.</param>
    /// <param name="note">Why its numbers are its own; null when they are those of the night.</param>
    public void SaveCatalogue(BandKey band, SourceCatalogue catalogue, string? note) => keys.InTransaction(() =>
    {
        var key = keys.Of(band);
        using var head = database.Prepare("""
            UPDATE bands SET reference_frame = ?2, stacked_frames = ?3, width = ?4, height = ?5,
                psf_semi_major_sigma = ?6, psf_semi_minor_sigma = ?7, psf_orientation = ?8, numbering = ?9 WHERE band = ?1
            """);
        head.Bind(1, key).Bind(2, catalogue.ReferenceFrame).Bind(3, catalogue.StackedFrames).Bind(4, catalogue.Width).Bind(5, catalogue.Height)
            .Bind(6, catalogue.PsfSemiMajorSigma).Bind(7, catalogue.PsfSemiMinorSigma).Bind(8, catalogue.PsfOrientation).Bind(9, note).Run();

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
        foreach (var statement in new[] { replaceFrame, keepFrame, dropMeasurements, addMeasurement, dropStamps, addStamp, dropTransition, addTransition }) statement.Dispose();
    }
}

using Nocturne.Core.Astrometry;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>Frames as the store knows them, read back to what they were before their pixels were read.</summary>
static class FrameDescriptions
{
    /// <summary>What a frame is read back from.</summary>
    public const string Columns = """
        id, file, hdu, plane, start_utc_day, start_utc_fraction, mid_utc_day, mid_utc_fraction, time_source, exposure_seconds, airmass, right_ascension, declination, setup
        """;

    /// <summary>The frame of a row of <see cref="Columns"/>.</summary>
    public static FrameDescriptor Read(Statement row, SetupTable setups, BandKey band, string root)
    {
        var setup = setups.Read(row.Long(13));
        var file = row.Text(1);
        return new(row.Text(0), band, Path.Combine(root, file), file, row.Int(2), row.Int(3), setup.Width, setup.Height, setup.Facts with
        {
            StartUtc = row.MjdOrNull(4),
            MidUtc = row.MjdOrNull(6),
            TimeSource = row.TextOrNull(8),
            ExposureSeconds = row.DoubleOrNull(9),
            Airmass = row.DoubleOrNull(10),
            Position = row.IsNull(11) ? null : new SkyPosition(row.Double(11), row.Double(12)),
        })
        { Reading = setup.Reading };
    }

    /// <summary>A frame that is known; null when it is not, or was stored without its header's facts.</summary>
    public static FrameDescriptor? Find(NightDatabase database, SetupTable setups, long key, BandKey band, string id, string root)
    {
        using var row = database.Prepare($"SELECT {Columns} FROM frames WHERE band = ? AND id = ? AND setup IS NOT NULL").Bind(1, key).Bind(2, id);
        return row.Step() ? Read(row, setups, band, root) : null;
    }

    /// <summary>The calibration frames of a camera, those of all its filters.</summary>
    public static IReadOnlyList<FrameDescriptor> Calibrations(NightDatabase database, SetupTable setups, string camera)
    {
        using var rows = database.Prepare("""
            SELECT id, file, path, hdu, plane, filter, exposure_seconds, setup FROM calibrations WHERE camera = ? ORDER BY file, hdu, plane
            """).Bind(1, camera);
        var frames = new List<FrameDescriptor>();
        while (rows.Step())
        {
            var setup = setups.Read(rows.Long(7));
            frames.Add(new(
                rows.Text(0), new(camera, rows.Text(5)), rows.Text(2), rows.Text(1), rows.Int(3), rows.Int(4), setup.Width, setup.Height,
                setup.Facts with { ExposureSeconds = rows.DoubleOrNull(6) })
            { Reading = setup.Reading });
        }
        return frames;
    }
}

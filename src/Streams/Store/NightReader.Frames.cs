using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <content>The frames themselves: what it takes to read their pixels once more.</content>
public sealed partial class NightReader
{
    /// <summary>A frame that is known, to be read once more; null when it is not known, or was stored without its header's facts.</summary>
    /// <param name="frame">Its row.</param>
    /// <param name="root">Folder that its name is relative to.</param>
    public FrameDescriptor? Describe(FrameRecord frame, string root)
    {
        ArgumentNullException.ThrowIfNull(frame);
        using var setups = new SetupTable(database);
        return FrameDescriptions.Find(database, setups, KeyOf(frame.Band), frame.Band, frame.Id, root);
    }

    /// <summary>The frames of a band with the dark current of their headers [electrons per pixel and second]; null where a header does not say.</summary>
    public IEnumerable<(FrameRecord Frame, double? DarkCurrent)> DarkCurrents(BandKey band)
    {
        using var setups = new SetupTable(database);
        using var row = database.Prepare("SELECT setup FROM frames WHERE band = ? AND id = ? AND setup IS NOT NULL").Bind(1, KeyOf(band));
        foreach (var frame in Frames(band))
        {
            var known = row.Bind(2, frame.Id).KeyOrNull();
            yield return (frame, known is { } setup ? setups.Read(setup).Facts.DarkCurrent : null);
        }
    }

    /// <summary>How much of the sky a pixel of a frame sees, by its header [arcseconds]; null when it does not say.</summary>
    double? PixelScaleOf(long band, string id)
    {
        using var row = database.Prepare("SELECT setup FROM frames WHERE band = ? AND id = ? AND setup IS NOT NULL").Bind(1, band).Bind(2, id);
        if (!row.Step()) return null;
        using var setups = new SetupTable(database);
        return setups.Read(row.Long(0)).Facts.PixelScale;
    }

    /// <summary>The calibration frames of a camera, those of all its filters.</summary>
    public IReadOnlyList<FrameDescriptor> Calibrations(string camera)
    {
        using var setups = new SetupTable(database);
        return FrameDescriptions.Calibrations(database, setups, camera);
    }
}

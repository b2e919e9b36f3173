using Nocturne.Core.Instruments;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <content>Calibration frames: which there are, and which a band settled on when its catalogue was made.</content>
sealed partial class FrameLedger
{
    /// <summary>The calibration frames of a camera, those of all its filters.</summary>
    public IReadOnlyList<FrameDescriptor> Calibrations(string camera) => FrameDescriptions.Calibrations(database, setups, camera);

    /// <summary>Notes that a band works with some calibration frames and, until it is made anew, with no others; inside a transaction.</summary>
    public void Settle(BandKey band, IEnumerable<string> files) => NightProperties.Set(database, SettledKey(band), string.Join('\n', files.Distinct()));

    /// <summary>Settles a band on the calibration frames of its camera that there are now.</summary>
    public IReadOnlyList<FrameDescriptor> Settle(BandKey band)
    {
        var all = Calibrations(band.Camera);
        keys.InTransaction(() => Settle(band, all.Select(frame => frame.File)));
        return all;
    }

    /// <summary>The calibration frames that a band has settled on; all of its camera before it has.</summary>
    public IReadOnlyList<FrameDescriptor> Settled(BandKey band) => Calibrations(band.Camera) is var all && SettledFiles(band) is { } files ? [.. all.Where(frame => files.Contains(frame.File))] : all;

    /// <summary>Calibration frames that fit a band and came after it had settled on others.</summary>
    public IReadOnlyList<FrameDescriptor> Late(BandKey band)
    {
        if (SettledFiles(band) is not { } files || Reference(band) is not { } sample) return [];
        var matching = new CalibrationMatching([.. Calibrations(band.Camera).Where(frame => !files.Contains(frame.File))]);
        return [.. new[] { FrameKind.Bias, FrameKind.Dark, FrameKind.Flat }.SelectMany(kind => matching.For(sample, kind))];
    }

    static string SettledKey(BandKey band) => $"calibrations:{band.Camera}:{band.Filter}";

    HashSet<string>? SettledFiles(BandKey band) => NightProperties.Get(database, SettledKey(band))?.Split('\n').ToHashSet();

    FrameDescriptor? Reference(BandKey band)
    {
        using var row = database.Prepare("SELECT reference_frame FROM bands WHERE band = ? AND reference_frame IS NOT NULL").Bind(1, keys.OfOrNone(band));
        return row.Step() ? Describe(band, row.Text(0), "") : null;
    }
}

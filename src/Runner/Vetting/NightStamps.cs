using Nocturne.Core.Alignment;
using Nocturne.Core.Quality;
using Nocturne.Core.Vetting;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Vetting;

/// <summary>The stamps of one star in one band of a night, all in the orientation of the reference frame.</summary>
/// <remarks>Frames after the meridian flip, and others that are turned by quarters or mirrored, are brought there by moving whole pixels. A field that turns
/// slowly stays as it is: circular apertures do not mind, and what else to beware of is a note.</remarks>
sealed class NightStamps
{
    /// <summary>BTJD of the modified Julian date 0.</summary>
    const double BtjdOfMjdZero = 2_400_000.5 - TransitEphemeris.BtjdZero;

    readonly StoredStamp[] stamps;
    readonly StampOrientation[] orientations;
    readonly PlaneTransform[] rests;

    /// <param name="stamps">In order of time; at least one.</param>
    public NightStamps(StoredStamp[] stamps)
    {
        this.stamps = stamps;
        Side = stamps[0].Stamp.Side;
        orientations = Array.ConvertAll(stamps, stamp => StampOrientation.Of(stamp.Transform));
        rests = [.. stamps.Zip(orientations, (stamp, orientation) => orientation.Rest(stamp.Transform))];
        Rest = new(rests.Average(rest => rest.Xx), rests.Average(rest => rest.Xy), 0, rests.Average(rest => rest.Yx), rests.Average(rest => rest.Yy), 0);
    }

    /// <summary>Pixels of a side.</summary>
    public int Side { get; }

    /// <summary>Map from offsets in the reference frame to those in the stamps: the mean of all frames.</summary>
    public PlaneTransform Rest { get; }

    /// <summary>Name of the frame of a stamp, by its number in the series.</summary>
    public string FrameOf(long number) => stamps[number].Frame;

    /// <summary>What is to be known of the stamps.</summary>
    public IEnumerable<VettingNote> Notes
    {
        get
        {
            var turned = orientations.Count(orientation => orientation != StampOrientation.Upright);
            if (turned > 0)
            {
                var mirrored = orientations.Any(orientation => (orientation.Xx * orientation.Yy) - (orientation.Xy * orientation.Yx) < 0);
                yield return new("stamps_turned", $"{turned:N0} of {stamps.Length:N0} stamps were turned {(mirrored ? "or mirrored " : "")}to lie as the reference frame does, as after a meridian flip; no value was changed.");
            }

            var askew = rests.Count(rest => (Side / 2) * double.Hypot(rest.Xx - Rest.Xx, rest.Yx - Rest.Yx) > 1);
            if (askew > 0)
            {
                yield return new(
                    "field_turns",
                    $"In {askew:N0} of {stamps.Length:N0} frames the field is turned so far that pixels at the edge of the stamp show other places (up to {rests.Max(Turn):F1} degrees): neighbours smear in the difference image, and which star is the host is less certain.");
            }

            if (Array.Exists(stamps, stamp => stamp.BmjdTdbMid is null)) yield return new("no_barycentric_times", "The night has no barycentric times; the epoch is taken as UTC at the telescope.");
        }
    }

    /// <summary>Where an offset from the star in the reference frame lies in the stamps, on average.</summary>
    public StampPlace PlaceOf(double dx, double dy)
    {
        var (x, y) = Rest.Apply(dx, dy);
        return new((Side / 2) + y, (Side / 2) + x);
    }

    /// <summary>The stamps in the orientation of the reference.</summary>
    /// <param name="name">The star.</param>
    /// <param name="aperture">The photometric aperture: what is known against its pixels is known against the cadence.</param>
    /// <param name="flags">Flags of the star's measurements, by frame.</param>
    public StampSeries Series(string name, bool[] aperture, IReadOnlyDictionary<string, QualityFlag> flags)
    {
        var series = new StampSeries(name, Side, Side);
        for (var i = 0; i < stamps.Length; i++)
        {
            var (frame, mid, barycentric, _, stamp) = stamps[i];
            var place = StampWindow.Around(stamp.X, stamp.Y, Side).PlaceOf(stamp.X, stamp.Y);
            var (column, row) = orientations[i].ToReference(place.Column - (Side / 2), place.Row - (Side / 2));
            var time = barycentric ?? (mid is { } utc ? utc.Day + utc.Fraction : double.NaN);
            var faults = stamp.Faults is { } known ? orientations[i].ToReference(known, Side) : null;
            series.Add(new(i, time + BtjdOfMjdZero, orientations[i].ToReference(stamp.Pixels, Side))
            {
                Quality = (int)(flags.GetValueOrDefault(frame) | Flags(faults, aperture)),
                ColumnOffset = (float)column,
                RowOffset = (float)row,
                Faults = faults,
            });
        }

        return series;
    }

    static QualityFlag Flags(byte[]? faults, bool[] aperture)
    {
        if (faults is null) return QualityFlag.Good;
        var all = StampPixelFaults.None;
        for (var i = 0; i < faults.Length; i++) all |= aperture[i] ? (StampPixelFaults)faults[i] : StampPixelFaults.None;
        return (all.HasFlag(StampPixelFaults.Saturated) ? QualityFlag.Saturated : QualityFlag.Good)
            | (all.HasFlag(StampPixelFaults.Bad) ? QualityFlag.HasMaskedPixels : QualityFlag.Good)
            | (all.HasFlag(StampPixelFaults.OutsideFrame) ? QualityFlag.CutByEdge : QualityFlag.Good);
    }

    static double Turn(PlaneTransform rest) => Math.Abs(double.RadiansToDegrees(rest.Rotation));
}

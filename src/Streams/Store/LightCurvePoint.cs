using Nocturne.Core.Astrometry;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>One stored measurement with what the exports tell about its frame.</summary>
/// <param name="File">The frame's file, relative to the night.</param>
/// <param name="Plane">Plane of a cube, from zero.</param>
/// <param name="MidUtc">Middle of the exposure, UTC.</param>
/// <param name="BmjdTdbStart">Start of the exposure at the barycentre, TDB [MJD].</param>
/// <param name="BmjdTdbMid">Middle of the exposure at the barycentre, TDB [MJD].</param>
/// <param name="FrameBackground">Median background of the frame [ADU per pixel].</param>
/// <param name="FrameBackgroundRms">Median background noise of the frame [ADU per pixel].</param>
/// <param name="Measurement">The measurement.</param>
public sealed record LightCurvePoint(
    string File,
    int Plane,
    Mjd? MidUtc,
    double? BmjdTdbStart,
    double? BmjdTdbMid,
    double? FrameBackground,
    double? FrameBackgroundRms,
    SourceMeasurement Measurement)
{
    /// <summary>How much later than its frame the source was exposed behind a rolling shutter [s]; the times hold it already.</summary>
    public double RowOffsetSeconds { get; init; }

    /// <summary>The same point with the times of its row.</summary>
    /// <param name="seconds">How much later the row is than the frame [s].</param>
    internal LightCurvePoint Later(double seconds) => this with
    {
        RowOffsetSeconds = seconds,
        MidUtc = MidUtc is { } mid ? mid.Date >= LeapSeconds.Begin ? TimeScales.AddToUtc(mid, seconds) : mid.AddSeconds(seconds) : null,
        BmjdTdbStart = BmjdTdbStart + (seconds / 86400),
        BmjdTdbMid = BmjdTdbMid + (seconds / 86400),
    };

    /// <summary>The frame in one word: its file, and the plane in brackets behind it for all but the first plane of a cube.</summary>
    public string Frame => NameOf(File, Plane);

    /// <inheritdoc cref="Frame"/>
    public static string NameOf(string file, int plane) => plane == 0 ? file : $"{file}[{plane}]";
}

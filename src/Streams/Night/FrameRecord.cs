using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Sky;

namespace Nocturne.Streams.Night;

/// <summary>The ledger's row of one frame: identity, what became of it and why, time, and what was measured of the frame as a whole.</summary>
public sealed record FrameRecord
{
    /// <summary>Identity that does not depend on the path: camera, filter, start time, plane and a digest of the pixels' header.</summary>
    public required string Id { get; init; }

    public required BandKey Band { get; init; }

    /// <summary>Path relative to the night, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>Plane of a cube, from zero.</summary>
    public int Plane { get; init; }

    public required FrameState State { get; init; }

    public FrameFault Fault { get; init; }

    /// <summary>A sentence for people when the frame was not measured.</summary>
    public string? Reason { get; init; }

    /// <summary>Start of the exposure, UTC.</summary>
    public Mjd? StartUtc { get; init; }

    /// <summary>Middle of the exposure, UTC.</summary>
    public Mjd? MidUtc { get; init; }

    /// <summary>Start of the exposure at the solar-system barycentre, TDB [MJD]; null without a sky position.</summary>
    public double? BmjdTdbStart { get; init; }

    /// <summary>Middle of the exposure at the solar-system barycentre, TDB [MJD]; null without a sky position.</summary>
    public double? BmjdTdbMid { get; init; }

    /// <summary>Where the time came from: keyword or rule.</summary>
    public string? TimeSource { get; init; }

    public double? ExposureSeconds { get; init; }

    /// <summary>Median of the background mesh [ADU per pixel].</summary>
    public double? BackgroundLevel { get; init; }

    /// <summary>Median of the background noise mesh [ADU per pixel].</summary>
    public double? BackgroundRms { get; init; }

    /// <summary>Map from reference-frame pixels to this frame's; null when the frame is not aligned.</summary>
    public PlaneTransform? Transform { get; init; }

    /// <summary>How it is known where the frame lies.</summary>
    public PlacementKind Placement { get; init; }

    /// <summary>Stars that carried the alignment.</summary>
    public int MatchedStars { get; init; }

    /// <summary>Root mean square of the alignment's residuals [pixels].</summary>
    public double? AlignmentResidual { get; init; }

    /// <summary>Median full width at half maximum of the stars [pixels].</summary>
    public double? Fwhm { get; init; }

    public double? Airmass { get; init; }

    /// <summary>Light of the stars relative to the reference; null when no star could be measured.</summary>
    public double? Transparency { get; init; }

    /// <summary>Sources with saturated pixels.</summary>
    public int SaturatedStars { get; init; }

    /// <summary>How the camera saw the sky after this frame; null when the frame tells nothing of it.</summary>
    public SkyState? Sky { get; init; }
}

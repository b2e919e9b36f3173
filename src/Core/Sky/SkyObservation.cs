using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Sky;

/// <summary>What one frame tells about the sky.</summary>
public sealed record SkyObservation
{
    /// <summary>Middle of the exposure, UTC.</summary>
    public required Mjd Time { get; init; }

    /// <summary>False for a frame that was set aside because its camera was set up otherwise: it tells only that.</summary>
    public bool IsMeasured { get; init; } = true;

    /// <summary>How the frame was placed on the reference.</summary>
    public PlacementKind Placement { get; init; }

    /// <summary>Stars that carry the placement.</summary>
    public int MatchedStars { get; init; }

    /// <summary>Whether a frame without a place shows stars all the same.</summary>
    public bool ShowsOtherStars { get; init; }

    /// <summary>Light of the stars relative to the reference; null when it was not measured.</summary>
    public double? Transparency { get; init; }

    /// <summary>Level of the sky [ADU per pixel].</summary>
    public double? BackgroundLevel { get; init; }

    /// <summary>Width of the stars [pixels].</summary>
    public double? Fwhm { get; init; }

    /// <summary>Turn against the reference [radians]; null without a place.</summary>
    public double? Rotation { get; init; }

    /// <summary>Stars with saturated pixels.</summary>
    public int SaturatedStars { get; init; }

    /// <summary>What the camera reads and through what; null when it is not known.</summary>
    public CameraSetup? Setup { get; init; }

    /// <summary>What the camera read just before in another band, for more than a turn of its filters; null when it did not.</summary>
    public CameraSetup? PreviousSetup { get; init; }
}

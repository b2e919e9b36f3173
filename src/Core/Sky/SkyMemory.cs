using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Sky;

/// <summary>What the judgement of the sky remembers from frame to frame. It follows from the frames before alone, so that it can be made again from their records.</summary>
public sealed record SkyMemory
{
    public static SkyMemory Empty { get; } = new();

    public SkyState State { get; init; }

    /// <summary>The state that frames of late speak for, if not the present one.</summary>
    public SkyState Candidate { get; init; }

    /// <summary>Frames in a row that speak for it.</summary>
    public int CandidateFrames { get; init; }

    /// <summary>Middle of the last exposure that was judged.</summary>
    public Mjd? Time { get; init; }

    /// <summary>Transparency of the clear sky of late.</summary>
    public double? ClearTransparency { get; init; }

    /// <summary>Width of the stars in the best seeing of late [pixels].</summary>
    public double? BestFwhm { get; init; }

    /// <summary>Level of the darkest sky of late [ADU per pixel].</summary>
    public double? DarkestBackground { get; init; }

    /// <summary>Fewest saturated stars of late.</summary>
    public double? UsualSaturated { get; init; }

    /// <summary>Turn of the last placed frame [radians].</summary>
    public double? Rotation { get; init; }

    /// <summary>What the camera read last.</summary>
    public CameraSetup? Setup { get; init; }

    /// <summary>What it read when a frame was measured last.</summary>
    public CameraSetup? MeasuredSetup { get; init; }
}

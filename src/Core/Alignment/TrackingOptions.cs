using Nocturne.Core.Detection;

namespace Nocturne.Core.Alignment;

/// <summary>How stars are looked for round the places where they should be.</summary>
public sealed record TrackingOptions
{
    /// <summary>How far a star may have moved since the prediction [pixels].</summary>
    public double SearchRadius { get; init; } = 12;

    /// <summary>Threshold [rms of the sky].</summary>
    public double Sigmas { get; init; } = 5;

    /// <summary>What counts as a star.</summary>
    public SegmentationOptions Segmentation { get; init; } = new();
}

namespace Nocturne.Core.LightCurves;

/// <summary>What speaks against a comparison star.</summary>
public enum ComparisonFault
{
    None,

    /// <summary>Pixels at the saturation level in too many frames.</summary>
    Saturated,

    /// <summary>A neighbour's light is in the aperture.</summary>
    Blended,

    /// <summary>Missing or spoilt in too many frames.</summary>
    Missing,

    /// <summary>Its noise would only add to that of the others.</summary>
    TooFaint,

    /// <summary>It varies more than its errors explain, from frame to frame.</summary>
    Variable,

    /// <summary>It drifts against the others, over many frames.</summary>
    Drifting,
}

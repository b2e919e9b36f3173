namespace Nocturne.Core.Simulation;

/// <summary>What a stream of random numbers is for; each purpose has streams of its own, so that using more of one leaves
/// the others alone.</summary>
public enum RandomPurpose
{
    /// <summary>Positions and brightnesses of the stars: one stream per night.</summary>
    Stars = 1,

    /// <summary>Colours of the stars: one stream per band.</summary>
    Colours = 2,

    /// <summary>Pointing jitter: one stream per frame, shared by the cameras of the telescope.</summary>
    Jitter = 3,

    /// <summary>Changes of the seeing from frame to frame, shared by the cameras.</summary>
    Seeing = 4,

    /// <summary>Changes of the transparency from frame to frame, shared by the cameras.</summary>
    Transparency = 5,

    /// <summary>The knots of the cloud curve.</summary>
    Clouds = 6,

    /// <summary>Photons and read-out: one stream per band and frame.</summary>
    Pixels = 7,

    /// <summary>Cosmic rays: one stream per band and frame.</summary>
    CosmicRays = 8,

    /// <summary>The pixels' unequal sensitivity: one stream per band.</summary>
    Sensitivity = 9,

    /// <summary>The pixels with a high dark current: one stream per band.</summary>
    HotPixels = 10,

    /// <summary>Frames that were never taken: one stream per night.</summary>
    Gaps = 11,

    /// <summary>Bytes of a damaged file.</summary>
    Damage = 12,

    /// <summary>Photons and read-out of flat fields.</summary>
    Flat = 13,

    /// <summary>Read-out of dark frames.</summary>
    Dark = 14,

    /// <summary>Read-out of bias frames.</summary>
    Bias = 15,

    /// <summary>Resampling of measurements to learn their errors: one stream per dip.</summary>
    Bootstrap = 16,
}

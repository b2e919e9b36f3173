namespace Nocturne.Core.Quality;

/// <summary>What is known against a measurement: the one registry of flags. Every NaN in a product carries at least one of them.</summary>
/// <remarks>
/// Bits 0 to 13 have the meaning that SEP and stdpipe users know; ours begin at bit 16.
/// <see cref="QualityFlags"/> gives the name and the sentence of each.
/// </remarks>
[Flags]
public enum QualityFlag
{
    Good = 0,

    /// <summary>The object was split from a neighbour.</summary>
    Deblended = 0x1,

    /// <summary>The object touches the edge of the image.</summary>
    TouchesEdge = 0x2,

    /// <summary>The object has more pixels or peaks than the deblender follows; it was kept whole.</summary>
    TooComplex = 0x4,

    /// <summary>The object is a point or a line: its second moments were widened by a pixel's own.</summary>
    SingularShape = 0x8,

    /// <summary>The aperture or the profile is cut by the edge of the image.</summary>
    CutByEdge = 0x10,

    /// <summary>Pixels in the aperture or the profile are masked.</summary>
    HasMaskedPixels = 0x20,

    /// <summary>All pixels in the aperture or the profile are masked.</summary>
    AllMasked = 0x40,

    /// <summary>A sum that should be positive is not (Kron radius, centroid).</summary>
    NonPositiveSum = 0x80,

    /// <summary>A pixel whose centre lies in the aperture is masked or not finite.</summary>
    MaskedInAperture = 0x200,

    /// <summary>The position is not a number, or no local background could be had.</summary>
    NoPositionOrBackground = 0x400,

    /// <summary>Optimal extraction failed.</summary>
    OptimalFailed = 0x800,

    /// <summary>The profile does not fit (reduced chi-square above 1000) or the fit failed.</summary>
    PoorFit = 0x1000,

    /// <summary>The fitted position moved by more than one pixel.</summary>
    Moved = 0x2000,

    /// <summary>No usable pixel.</summary>
    NoUsablePixels = 0x10000,

    /// <summary>Masked pixels were made up for from the rest of the aperture.</summary>
    MaskedCorrected = 0x20000,

    /// <summary>More sources stand together than one solution takes; they were split or measured singly.</summary>
    GroupTooLarge = 0x40000,

    /// <summary>The iteration ended without settling.</summary>
    NotConverged = 0x80000,

    /// <summary>A negative flux was set to zero by the method.</summary>
    NegativeFluxClamped = 0x100000,

    /// <summary>A pixel in the aperture is at or above the saturation level.</summary>
    Saturated = 0x200000,

    /// <summary>The source lies outside the image.</summary>
    OutsideImage = 0x400000,

    /// <summary>The flux is not positive, so there is no magnitude.</summary>
    NoMagnitude = 0x800000,

    /// <summary>No detection of this frame belongs to the catalogue source.</summary>
    NotDetected = 0x1000000,

    /// <summary>One or two stars say where the frame lies.</summary>
    FewStars = 0x10000000,

    /// <summary>The frame shows no star; other cameras say where it lies.</summary>
    BorrowedPosition = 0x20000000,
}

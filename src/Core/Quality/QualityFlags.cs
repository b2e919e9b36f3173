namespace Nocturne.Core.Quality;

/// <summary>One entry of the flag registry.</summary>
/// <param name="Flag">The bit.</param>
/// <param name="Name">Its name in tables and headers.</param>
/// <param name="Sentence">What it means, for an observer.</param>
public sealed record QualityFlagEntry(QualityFlag Flag, string Name, string Sentence);

/// <summary>The registry of quality flags in readable form: bit, name, sentence.</summary>
public static class QualityFlags
{
    public static IReadOnlyList<QualityFlagEntry> All { get; } =
    [
        new(QualityFlag.Deblended, "deblended", "The object was split from a neighbour."),
        new(QualityFlag.TouchesEdge, "touches_edge", "The object touches the edge of the image."),
        new(QualityFlag.TooComplex, "too_complex", "The object has more pixels or peaks than the deblender follows; it was kept whole."),
        new(QualityFlag.SingularShape, "singular_shape", "The object is a point or a line; its shape was widened by a pixel's own."),
        new(QualityFlag.CutByEdge, "cut_by_edge", "The aperture or the profile is cut by the edge of the image."),
        new(QualityFlag.HasMaskedPixels, "has_masked", "Pixels in the aperture or the profile are masked."),
        new(QualityFlag.AllMasked, "all_masked", "All pixels in the aperture or the profile are masked."),
        new(QualityFlag.NonPositiveSum, "non_positive_sum", "A sum that should be positive is not."),
        new(QualityFlag.MaskedInAperture, "masked_in_aperture", "A pixel whose centre lies in the aperture is masked or not finite."),
        new(QualityFlag.NoPositionOrBackground, "no_position_or_background", "The position is not a number, or no local background could be had."),
        new(QualityFlag.OptimalFailed, "optimal_failed", "Optimal extraction failed."),
        new(QualityFlag.PoorFit, "poor_fit", "The profile does not fit, or the fit failed."),
        new(QualityFlag.Moved, "moved", "The fitted position moved by more than one pixel."),
        new(QualityFlag.NoUsablePixels, "no_usable_pixels", "No pixel could be used."),
        new(QualityFlag.MaskedCorrected, "masked_corrected", "Masked pixels were made up for from the rest of the aperture."),
        new(QualityFlag.GroupTooLarge, "group_too_large", "More sources stand together than one solution takes."),
        new(QualityFlag.NotConverged, "not_converged", "The iteration ended without settling."),
        new(QualityFlag.NegativeFluxClamped, "negative_clamped", "A negative flux was set to zero by the method."),
        new(QualityFlag.Saturated, "saturated", "A pixel in the aperture is at or above the saturation level."),
        new(QualityFlag.OutsideImage, "outside_image", "The source lies outside the image."),
        new(QualityFlag.NoMagnitude, "no_magnitude", "The flux is not positive, so there is no magnitude."),
        new(QualityFlag.NotDetected, "not_detected", "No detection of this frame belongs to the catalogue source."),
        new(QualityFlag.FewStars, "few_stars", "Cloud hid all but one or two stars, which alone say where the frame lies."),
        new(QualityFlag.BorrowedPosition, "borrowed_position", "The frame shows no star; the other cameras say where it lies."),
    ];

    /// <summary>The sentences of all flags that are set, in the order of their bits.</summary>
    public static IEnumerable<string> Describe(QualityFlag flags) =>
        All.Where(entry => (flags & entry.Flag) != 0).Select(entry => entry.Sentence);
}

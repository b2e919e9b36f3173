namespace Nocturne.Core.Catalogs;

/// <summary>The stars that a band measures, in the pixels of its reference frame, and the shape of its point sources.</summary>
/// <param name="Sources">The stars, the brightest first.</param>
/// <param name="PsfSemiMajorSigma">Median second moment along the major axis [pixels].</param>
/// <param name="PsfSemiMinorSigma">Median second moment along the minor axis [pixels].</param>
/// <param name="PsfOrientation">Axial mean of the stars' orientations [radians].</param>
/// <param name="ReferenceFrame">Identity of the frame whose pixels the positions refer to.</param>
/// <param name="StackedFrames">Frames that went into the stack.</param>
/// <param name="Width">Width of the reference frame [pixels].</param>
/// <param name="Height">Height of the reference frame [pixels].</param>
public sealed record SourceCatalogue(
    IReadOnlyList<CatalogueSource> Sources,
    double PsfSemiMajorSigma,
    double PsfSemiMinorSigma,
    double PsfOrientation,
    string ReferenceFrame,
    int StackedFrames,
    int Width,
    int Height)
{
    /// <summary>How much of the sky a pixel sees, along its side [arcseconds]; null when it is not known.</summary>
    public double? PixelScale { get; init; }
}

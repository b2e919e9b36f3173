namespace Nocturne.Core.Photometry.Psf;

/// <summary>A star from which a PSF is built, or that is taken off beside one.</summary>
/// <param name="X">Position [pixels].</param>
/// <param name="Y">Position [pixels].</param>
/// <param name="Flux">Counts [ADU].</param>
public readonly record struct PsfStar(double X, double Y, double Flux);

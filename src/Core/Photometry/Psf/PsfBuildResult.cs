namespace Nocturne.Core.Photometry.Psf;

/// <summary>A PSF and where it came from.</summary>
/// <param name="Model">The PSF.</param>
/// <param name="StarsUsed">Stars in it.</param>
/// <param name="Degree">Degree that the stars allowed.</param>
/// <param name="Analytic">There were no usable stars: the PSF is a Gaussian of the given width.</param>
public sealed record PsfBuildResult(PsfModel Model, int StarsUsed, int Degree, bool Analytic);

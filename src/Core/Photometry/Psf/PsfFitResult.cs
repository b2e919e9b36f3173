using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>What a PSF fit gives.</summary>
/// <param name="Flux">Counts [ADU].</param>
/// <param name="FluxVariance">Variance of the flux from the pixels' weights [ADU²].</param>
/// <param name="X">Fitted position [pixels].</param>
/// <param name="Y">Fitted position [pixels].</param>
/// <param name="ReducedChiSquare">Over the used pixels less three; NaN when the position was not fitted.</param>
/// <param name="Iterations">Steps.</param>
/// <param name="Pixels">Pixels that were used.</param>
/// <param name="Flags">What is known against it.</param>
public readonly record struct PsfFitResult(
    double Flux, double FluxVariance, double X, double Y, double ReducedChiSquare, int Iterations, int Pixels, QualityFlag Flags);

namespace Nocturne.Core.Photometry;

/// <summary>A detection with the fluxes from which the light of its neighbours is modelled.</summary>
/// <param name="X">Position [pixels].</param>
/// <param name="Y">Position [pixels].</param>
/// <param name="SeedFlux">Aperture flux of the detection pass [ADU].</param>
/// <param name="PsfFlux">Flux of a PSF fit [ADU].</param>
/// <param name="PsfFluxError">Standard deviation of the PSF flux [ADU]; NaN when unknown.</param>
public readonly record struct DeblendedSource(double X, double Y, double SeedFlux, double PsfFlux, double PsfFluxError = double.NaN);

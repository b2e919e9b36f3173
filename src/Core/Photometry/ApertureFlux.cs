using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>A flux by an aperture.</summary>
/// <param name="Flux">Counts above sky and local level [ADU]; NaN with a flag.</param>
/// <param name="FluxError">Its standard deviation [ADU].</param>
/// <param name="Sum">What was summed.</param>
/// <param name="Flags">What is known against it.</param>
public readonly record struct ApertureFlux(double Flux, double FluxError, ApertureSum Sum, QualityFlag Flags);

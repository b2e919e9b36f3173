using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>An aperture flux without the light of the neighbours, and how it came about.</summary>
/// <param name="Index">Place in the list of sources.</param>
/// <param name="X">Position [pixels].</param>
/// <param name="Y">Position [pixels].</param>
/// <param name="Flux">Counts of the source in its aperture [ADU]; NaN with a flag.</param>
/// <param name="FluxError">Its standard deviation [ADU].</param>
/// <param name="Magnitude">Instrumental magnitude; NaN for rows that cannot be used.</param>
/// <param name="MagnitudeError">Its standard deviation.</param>
/// <param name="Flags">What is known against it.</param>
/// <param name="RawFlux">The sum before the neighbours were taken off [ADU].</param>
/// <param name="ModelFlux">The modelled light of all sources in the aperture [ADU].</param>
/// <param name="TotalModelFlux">The modelled flux of the source itself, over the whole plane [ADU].</param>
/// <param name="Ratio">Total over seed flux.</param>
/// <param name="SelfFraction">Share of the source's own light in the aperture.</param>
/// <param name="NeighbourError">Standard deviation of the light that was taken off [ADU].</param>
public sealed record DeblendedFlux(
    int Index,
    double X,
    double Y,
    double Flux,
    double FluxError,
    double Magnitude,
    double MagnitudeError,
    QualityFlag Flags,
    double RawFlux,
    double ModelFlux,
    double TotalModelFlux,
    double Ratio,
    double SelfFraction,
    double NeighbourError);

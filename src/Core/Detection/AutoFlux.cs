using Nocturne.Core.Quality;

namespace Nocturne.Core.Detection;

/// <summary>Flux and size of a source in an aperture made to its measure, and its windowed centre.</summary>
public sealed record AutoFlux
{
    /// <summary>Kron radius [sigmas of the ellipse]; zero when it cannot be had.</summary>
    public required double KronRadius { get; init; }

    /// <summary>What is known against the Kron radius.</summary>
    public required QualityFlag KronFlags { get; init; }

    /// <summary>FLUX_AUTO: the sum in the Kron ellipse, or in a circle [ADU].</summary>
    public required double Flux { get; init; }

    /// <summary>Standard deviation of the flux from the noise of the pixels [ADU].</summary>
    public required double FluxError { get; init; }

    /// <summary>What is known against the flux.</summary>
    public required QualityFlag FluxFlags { get; init; }

    /// <summary>The Kron ellipse was too small and a circle was used.</summary>
    public required bool UsedCircle { get; init; }

    /// <summary>Radius of the circle that holds half of the flux, or the share that was asked for [pixels].</summary>
    public required double HalfLightRadius { get; init; }

    /// <summary>Centre in a Gaussian window, column [pixels].</summary>
    public required double XWindowed { get; init; }

    /// <summary>Centre in a Gaussian window, row [pixels].</summary>
    public required double YWindowed { get; init; }

    /// <summary>What is known against the windowed centre.</summary>
    public required QualityFlag WindowFlags { get; init; }
}

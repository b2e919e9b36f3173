using Nocturne.Core.Quality;

namespace Nocturne.Core.Detection;

/// <summary>A source found in an image: where it is, how bright, what shape.</summary>
public record DetectedSource
{
    /// <summary>Flux-weighted centre, column [pixels].</summary>
    public required double X { get; init; }

    /// <summary>Flux-weighted centre, row [pixels].</summary>
    public required double Y { get; init; }

    /// <summary>Sum of its background-free pixels [ADU].</summary>
    public required double Flux { get; init; }

    /// <summary>Its brightest pixel [ADU].</summary>
    public required double Peak { get; init; }

    /// <summary>Number of its pixels.</summary>
    public required int Area { get; init; }

    /// <summary>Standard deviation of the light along the major axis [pixels].</summary>
    public required double SemiMajorSigma { get; init; }

    /// <summary>Standard deviation of the light along the minor axis [pixels].</summary>
    public required double SemiMinorSigma { get; init; }

    /// <summary>Angle of the major axis from +x towards +y [radians], between -π/2 and π/2.</summary>
    public required double Orientation { get; init; }

    /// <summary>First column.</summary>
    public required int XMin { get; init; }

    /// <summary>Last column.</summary>
    public required int XMax { get; init; }

    /// <summary>First row.</summary>
    public required int YMin { get; init; }

    /// <summary>Last row.</summary>
    public required int YMax { get; init; }

    /// <summary>What is known against it.</summary>
    public required QualityFlag Flags { get; init; }
}

namespace Nocturne.Core.Simulation;

/// <summary>The stars: how many, how bright, how far apart. The defaults are those of OPTICAM's own generator.</summary>
public sealed record StarFieldOptions
{
    /// <summary>Number of stars.</summary>
    public int Count { get; init; } = 6;

    /// <summary>Fluxes are log-uniform between these two and rounded to whole counts [ADU].</summary>
    public double FaintestFlux { get; init; } = 1000;

    /// <inheritdoc cref="FaintestFlux"/>
    public double BrightestFlux { get; init; } = 10000;

    /// <summary>No star is nearer to the edge of the field [pixels]; negative: stars also beyond the edge, which a drift may bring in.
    /// Null: a 16th of the side.</summary>
    public double? Border { get; init; }

    /// <summary>Wanted distance between any two stars [pixels]; where the field is too full for it, as large as was found.</summary>
    public double MinimumSeparation { get; init; }

    /// <summary>Standard deviation of ln(flux) from band to band: stars of different colours.</summary>
    public double ColourScatter { get; init; }

    /// <summary>These stars instead of random ones.</summary>
    public IReadOnlyList<SimulatedStar>? Given { get; init; }
}

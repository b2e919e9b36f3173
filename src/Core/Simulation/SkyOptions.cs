namespace Nocturne.Core.Simulation;

/// <summary>The light of the sky.</summary>
public sealed record SkyOptions
{
    /// <summary>Counts per pixel at the centre, per exposure of the plan [ADU].</summary>
    public double Level { get; init; } = 100;

    /// <summary>Change from the left to the right edge [ADU].</summary>
    public double GradientX { get; init; }

    /// <summary>Change from the first to the last row [ADU].</summary>
    public double GradientY { get; init; }

    /// <summary>How much brighter an opaque sky is, as a share of the level: cloud reflects the light of moon and town.</summary>
    public double CloudGlow { get; init; }
}

namespace Nocturne.Core.Simulation;

/// <summary>How much of the stars' light comes through; shared by all cameras.</summary>
public sealed record TransparencyOptions
{
    /// <summary>Depth of passing clouds: the share of light that the thickest one takes; 0 is a clear night.</summary>
    public double CloudDepth { get; init; }

    /// <summary>Time scale of the passing clouds [frames].</summary>
    public double CloudPeriod { get; init; } = 40;

    /// <summary>Changes from frame to frame: standard deviation as a share.</summary>
    public double Scatter { get; init; }

    /// <summary>Stretches with a transparency of their own, which multiply the rest.</summary>
    public IReadOnlyList<CloudSpell> Spells { get; init; } = [];
}

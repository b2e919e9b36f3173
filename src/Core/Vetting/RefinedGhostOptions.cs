namespace Nocturne.Core.Vetting;

/// <summary>Parameters of Nocturne's own form of the ghost check.</summary>
public sealed record RefinedGhostOptions
{
    /// <summary>The halo begins this far from the star [pixels].</summary>
    public double HaloInner { get; init; } = 3;

    /// <summary>The halo ends here [pixels].</summary>
    public double HaloOuter { get; init; } = 6;

    /// <summary>Radius of the core where the stamps have no aperture [pixels].</summary>
    public double CoreRadius { get; init; } = 1.5;

    /// <summary>Pixels round a named neighbour that the halo leaves out [pixels].</summary>
    public double NeighbourMaskRadius { get; init; } = 2;

    /// <summary>A pixel that is missing in a larger share of the cadences than this is not used.</summary>
    public double LargestMissingShare { get; init; } = 0.1;

    /// <summary>How far a value must stand from the median of its neighbours in time to be a spike [sigma].</summary>
    public double SpikeSigma { get; init; } = 6;

    /// <summary>Whether what the star's wandering does to its pixels is taken off, where the stamps say how it moves.</summary>
    public bool FollowsStar { get; init; } = true;

    /// <summary>Which cadences belong to a dip and to its baseline.</summary>
    public TransitWindowOptions Windows { get; init; } = new();

    /// <summary>Draws of the bootstrap.</summary>
    public int Draws { get; init; } = 500;

    /// <summary>Of the bootstrap's random numbers.</summary>
    public ulong Seed { get; init; } = 1;
}

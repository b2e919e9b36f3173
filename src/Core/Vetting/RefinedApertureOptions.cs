namespace Nocturne.Core.Vetting;

/// <summary>Parameters of Nocturne's own form of the aperture check.</summary>
public sealed record RefinedApertureOptions
{
    /// <summary>Radii [pixels], with partial pixels; those that do not fit the stamp are left out.</summary>
    public IReadOnlyList<double> Radii { get; init; } = [1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.25, 3.5];

    /// <summary>Which cadences belong to a dip and to its baseline.</summary>
    public TransitWindowOptions Windows { get; init; } = new();

    /// <summary>Draws of the bootstrap; 500 give errors that are good to 3 %.</summary>
    public int Draws { get; init; } = 500;

    /// <summary>Of the bootstrap's random numbers; the same data with the same seed give the same digits.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Width of the background ring, which begins one pixel outside the largest aperture [pixels].</summary>
    public double RingWidth { get; init; } = 2.5;

    /// <summary>Pixels round a named neighbour that the ring leaves out [pixels].</summary>
    public double NeighbourMaskRadius { get; init; } = 2;

    /// <summary>A pixel that is missing in a larger share of the cadences than this is left out of all; in others only the cadence is.</summary>
    public double LargestMissingShare { get; init; } = 0.1;

    /// <summary>How far a value must stand from the median of its neighbours in time to be a spike [sigma].</summary>
    public double SpikeSigma { get; init; } = 6;

    /// <summary>Significance from which on there is a dip at all [sigma].</summary>
    public double DipSigma { get; init; } = 4;

    /// <summary>Significance from which on the depth depends on the radius [sigma].</summary>
    public double SlopeSigma { get; init; } = 3;

    /// <summary>Whether apertures follow the star from cadence to cadence where the stamps say how it moves.</summary>
    public bool FollowsStar { get; init; } = true;
}

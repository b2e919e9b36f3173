namespace Nocturne.Core.Roman;

/// <summary>Which stars may show the growth curve of an image.</summary>
public sealed record GrowthCurveOptions
{
    /// <summary>Radii of the curve [pixels]; the last is the reference.</summary>
    public IReadOnlyList<double> Radii { get; init; } = [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12];

    /// <summary>Stars must be fainter than this AB magnitude of the catalogue.</summary>
    public double Brightest { get; init; } = 16.5;

    /// <summary>Stars must be brighter than this AB magnitude of the catalogue.</summary>
    public double Faintest { get; init; } = 20.5;

    /// <summary>Distance of neighbours that disturb [pixels].</summary>
    public double Isolation { get; init; } = 16;

    /// <summary>Neighbours fainter than the star by more than this do not disturb [mag].</summary>
    public double NeighbourContrast { get; init; } = 3;

    /// <summary>Distance from the outer edges of the frame [pixels].</summary>
    public double EdgeDistance { get; init; } = 25.5;

    /// <summary>Radius without unusable pixels [pixels].</summary>
    public double CleanRadius { get; init; } = 13;

    /// <summary>Flag bits of unusable pixels: do not use, saturated.</summary>
    public uint UnusableBits { get; init; } = 0b11;
}

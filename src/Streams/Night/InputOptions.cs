namespace Nocturne.Streams.Night;

/// <summary>How the images of files become frames.</summary>
public sealed record InputOptions
{
    /// <summary>Whether amplifiers and windows of one chip are put together, and unexposed margins cut off.</summary>
    public bool Assemble { get; init; } = true;

    /// <summary>Whether mosaics of colours are split into bands R, G1, G2 and B.</summary>
    public bool SplitMosaics { get; init; }

    /// <summary>Pixels along a side that are summed into one.</summary>
    public int Rebin { get; init; } = 1;

    /// <summary>So many frames of a size or binning that cannot share the reference of their band become a band of their own; fewer are set aside.</summary>
    public int SplitShapesFrom { get; init; } = BandShapes.Enough;
}

namespace Nocturne.Core.Photometry.Psf;

/// <summary>How a map of widths is made.</summary>
public sealed record FwhmMapOptions
{
    public FieldBackend Backend { get; init; } = FieldBackend.Polynomial;

    /// <summary>Total degree of the polynomial.</summary>
    public int Order { get; init; } = 2;

    /// <summary>Widths below are not believed [pixels].</summary>
    public double Least { get; init; } = 1;

    /// <summary>Widths above are not believed [pixels].</summary>
    public double Most { get; init; } = 20;

    /// <summary>Size of the frame [pixels]; zero means: take the samples' own range.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    public double ClipSigma { get; init; } = 3;

    /// <summary>Number of polynomial fits, with a clip between one and the next.</summary>
    public int ClipIterations { get; init; } = 2;

    /// <summary>Samples that take part in a local value.</summary>
    public int LoessNeighbours { get; init; } = 100;

    /// <summary>Unit of distance of the local regression [pixels]; zero means a quarter of the samples' range.</summary>
    public double LoessScaleX { get; init; }

    public double LoessScaleY { get; init; }

    public int RobustRounds { get; init; } = 2;

    public int GridColumns { get; init; } = 12;

    public int GridRows { get; init; } = 8;

    public int LeastPerCell { get; init; } = 6;

    /// <summary>Standard deviation of the grid's smoothing [cells].</summary>
    public double Smoothing { get; init; } = 1;
}

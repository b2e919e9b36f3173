namespace Nocturne.Core.Calibration;

/// <summary>When a bright pixel is a cosmic ray.</summary>
public sealed record CosmicRayOptions
{
    /// <summary>Height of the Laplacian over the noise.</summary>
    public double Sigma { get; init; } = 4.5;

    /// <summary>Share of <see cref="Sigma"/> and of <see cref="Contrast"/> that is enough beside a hit.</summary>
    public double NeighbourShare { get; init; } = 0.3;

    /// <summary>How much more sharply a hit stands out than the finest structure of the sky: more for undersampled stars.</summary>
    public double Contrast { get; init; } = 5;

    /// <summary>Times the search is repeated on the cleaned frame, as long as it finds more.</summary>
    public int Iterations { get; init; } = 4;

    /// <summary>Electrons per count.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>Read noise [electrons].</summary>
    public double ReadNoise { get; init; } = 6.5;
}

namespace Nocturne.Core.Vetting;

/// <summary>Parameters of the reference form of V20.</summary>
public sealed record GhostOptions
{
    /// <summary>Pixels of the ring are not nearer than this [pixels].</summary>
    public double RingInner { get; init; } = 3;

    /// <summary>Pixels of the ring are nearer than this [pixels].</summary>
    public double RingOuter { get; init; } = 6;

    /// <summary>Sigma of the Gaussian that a star is compared with [pixels].</summary>
    public double PrfSigma { get; init; } = 1;
}

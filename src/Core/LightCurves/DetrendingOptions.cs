namespace Nocturne.Core.LightCurves;

/// <summary>How far a light curve may be bent.</summary>
public sealed record DetrendingOptions
{
    /// <summary>Points farther from the fit are left out of it, and measured against it [standard deviations]; a narrow eclipse does not bend the trend.</summary>
    public double ClipSigmas { get; init; } = 4;

    /// <summary>Points that each term of the fit needs.</summary>
    public int PointsPerTerm { get; init; } = 10;

    /// <summary>Least gain in the Bayesian information criterion for which a term is taken: 6 is strong evidence (Kass and Raftery 1995, JASA 90, 773).</summary>
    public double LeastGain { get; init; } = 6;

    /// <summary>Share of a regressor's variance that the others may explain; beyond, it has nothing of its own to say.</summary>
    public double LargestOverlap { get; init; } = 0.98;
}

namespace Nocturne.Core.LightCurves;

/// <summary>How an ensemble of comparison stars is learnt, and what leaves a star out.</summary>
public sealed record EnsembleOptions
{
    /// <summary>Whether every star is used, for a list that a person has chosen: what would leave a star out is then only said.</summary>
    public bool KeepAll { get; init; }

    /// <summary>Most frames in which a comparison may be saturated, as a share.</summary>
    public double SaturatedShare { get; init; } = 0.02;

    /// <summary>Most frames in which a comparison may be missing or spoilt, as a share.</summary>
    public double MissingShare { get; init; } = 0.25;

    /// <summary>Least signal to noise of one measurement.</summary>
    public double SignalToNoise { get; init; } = 5;

    /// <summary>Light against the clear frames above which a frame takes part in the learning; thinner ones are only measured against the ensemble.</summary>
    public double ClearShare { get; init; } = 0.7;

    /// <summary>Least factor by which a star's variance exceeds what its errors, and those of the others, explain.</summary>
    public double VariableFactor { get; init; } = 1.25;

    /// <summary>Least significance of that excess [standard deviations].</summary>
    public double VariableSigmas { get; init; } = 5;
}

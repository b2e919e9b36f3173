namespace Nocturne.Core.Vetting;

/// <summary>Which cadences belong to a dip and to its baseline; everything goes by the dip's own duration.</summary>
public sealed record TransitWindowOptions
{
    /// <summary>The baseline begins this far from mid-time [durations]; what lies between the dip and it is left out.</summary>
    public double BaselineFrom { get; init; } = 0.75;

    /// <summary>The baseline ends this far from mid-time [durations].</summary>
    public double BaselineTo { get; init; } = 3;

    /// <summary>Cadences of baseline that a dip needs.</summary>
    public int FewestBaseline { get; init; } = 5;

    /// <summary>Cadences of baseline that each term of the fit needs where it follows more than a line in time.</summary>
    public int CadencesPerTrend { get; init; } = 5;
}

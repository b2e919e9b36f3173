namespace Nocturne.Core.Vetting;

/// <summary>One dip in the reference form of V10.</summary>
/// <param name="MidTime">Time of its middle cadence [BTJD]. Its depth is final half a day later.</param>
/// <param name="InTransit">Its cadences.</param>
/// <param name="Baseline">Out-of-transit cadences within half a day.</param>
/// <param name="IsUsed">Whether these were enough; the reference leaves other dips out without a word.</param>
public sealed record TransitGroupInfo(double MidTime, int InTransit, int Baseline, bool IsUsed)
{
    /// <summary>Whether its depth may still change: more cadences are to come, and none is later than the window of its baseline.</summary>
    public bool IsProvisional { get; init; }
}

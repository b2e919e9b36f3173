namespace Nocturne.Core.Vetting;

/// <summary>The cadences that a policy kept, and what it left out.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Pixels">The kept cadences.</param>
/// <param name="Keep">Whether each cadence of the source was kept.</param>
/// <param name="Total">Cadences of the source.</param>
/// <param name="Dropped">Cadences left out.</param>
/// <param name="DroppedWithoutTime">Those left out that have no time.</param>
/// <param name="InTransit">Cadences of the source in transit.</param>
/// <param name="DroppedInTransit">Those of them that were left out.</param>
public sealed record QualitySelection(
    QualityPolicy Policy, TargetPixels Pixels, bool[] Keep, int Total, int Dropped, int DroppedWithoutTime, int InTransit, int DroppedInTransit)
{
    /// <summary>What each bit of the policy excluded; bits that excluded nothing are not listed.</summary>
    public IReadOnlyList<QualityBitCount> Bits { get; init; } = [];
}

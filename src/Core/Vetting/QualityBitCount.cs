namespace Nocturne.Core.Vetting;

/// <summary>How many cadences one quality bit excluded.</summary>
/// <param name="Bit">The bit.</param>
/// <param name="Name">What it means.</param>
/// <param name="Cadences">Excluded cadences that have it; a cadence with several bits counts for each.</param>
/// <param name="InTransit">Those of them in transit.</param>
public sealed record QualityBitCount(int Bit, string Name, int Cadences, int InTransit);

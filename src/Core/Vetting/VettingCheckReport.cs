namespace Nocturne.Core.Vetting;

/// <summary>One check in several sectors.</summary>
/// <param name="Check">The check.</param>
/// <param name="BySector">The result of each sector, in the order given.</param>
/// <param name="AcrossSectors">What they say together.</param>
public sealed record VettingCheckReport(IVettingCheck Check, IReadOnlyList<(string Key, VettingResult Result)> BySector, IReadOnlyDictionary<string, MetricValue> AcrossSectors);

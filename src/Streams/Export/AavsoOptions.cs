namespace Nocturne.Streams.Export;

/// <summary>What an AAVSO report says beside the numbers.</summary>
/// <param name="Observer">The observer's code (OBSCODE).</param>
/// <param name="Star">Name of the variable, as the AAVSO knows it.</param>
/// <param name="Chart">Chart identity; null for none.</param>
/// <param name="Comparison">Name of the comparison star, or ENSEMBLE.</param>
/// <param name="ComparisonMagnitude">Its instrumental magnitude, written where one star is the comparison; null for none.</param>
/// <param name="Check">Name of the check star; null for none.</param>
/// <param name="Filter">The AAVSO's letters for the filter.</param>
/// <param name="IsStandard">Whether magnitudes are standard ones, from known magnitudes of the comparisons; otherwise they are differences.</param>
/// <param name="Notes">A short note on every line; null for none.</param>
public sealed record AavsoOptions(string Observer, string Star, string? Chart, string Comparison, double? ComparisonMagnitude, string? Check, string Filter, bool IsStandard, string? Notes);

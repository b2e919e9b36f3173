namespace Nocturne.Core.LightCurves;

/// <summary>A light curve with one point per bin; bins without points have none.</summary>
/// <param name="Time">Mean time of the points of each bin, weighted as the values are.</param>
/// <param name="Value">Weighted mean.</param>
/// <param name="Error">Standard deviation of the mean by the errors of its points.</param>
/// <param name="Scatter">Standard deviation of the mean by the scatter of its points; NaN for a single one.</param>
/// <param name="Count">Points in each bin.</param>
/// <param name="Bin">Which bin each point of the curve went to; -1 for those that are not numbers.</param>
public sealed record BinnedSeries(double[] Time, double[] Value, double[] Error, double[] Scatter, int[] Count, int[] Bin);

namespace Nocturne.Core.LightCurves;

/// <summary>An averaged power spectrum.</summary>
/// <param name="Frequency">Frequencies, means over each bin [per unit of time].</param>
/// <param name="Power">Mean power over segments and frequencies of the bin.</param>
/// <param name="Error">Standard deviation of the mean: power ÷ √(number of averaged powers).</param>
/// <param name="Averaged">Powers in each mean.</param>
/// <param name="NoiseLevel">Power that the errors of the points make at every frequency.</param>
/// <param name="Segments">Number of segments.</param>
/// <param name="PointsPerSegment">Points in each.</param>
public sealed record PowerSpectrum(double[] Frequency, double[] Power, double[] Error, int[] Averaged, double NoiseLevel, int Segments, int PointsPerSegment);

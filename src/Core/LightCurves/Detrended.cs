namespace Nocturne.Core.LightCurves;

/// <summary>A light curve freed of what airmass, position, seeing or sky have left in it.</summary>
/// <param name="Flux">The flux over the trend.</param>
/// <param name="Error">Its standard deviation, the uncertainty of the trend included.</param>
/// <param name="Trend">The trend, 1 on the whole; 1 where a regressor is not known.</param>
/// <param name="Terms">The terms, in the order in which they were given.</param>
/// <param name="Points">Points that the trend was fitted to.</param>
public sealed record Detrended(double[] Flux, double[] Error, double[] Trend, IReadOnlyList<DetrendingTerm> Terms, int Points);

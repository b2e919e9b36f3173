namespace Nocturne.Core.LightCurves;

/// <summary>One term of a trend, taken or not.</summary>
/// <param name="Name">The regressor.</param>
/// <param name="IsUsed">Whether the curve was freed of it.</param>
/// <param name="Slope">Relative change of the flux per unit of the regressor; NaN when it is not used.</param>
/// <param name="SlopeError">Its standard deviation.</param>
/// <param name="Gain">What it gained in the Bayesian information criterion; positive is better.</param>
/// <param name="Reason">Why it is not used, as a sentence; null when it is.</param>
public sealed record DetrendingTerm(string Name, bool IsUsed, double Slope, double SlopeError, double Gain, string? Reason);

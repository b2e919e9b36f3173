namespace Nocturne.Core.LightCurves;

/// <summary>One point of a colour curve.</summary>
/// <param name="Time">Mean of the two middles.</param>
/// <param name="Magnitude">First band minus second [mag]: −2.5 log(F₁ ÷ F₂); NaN where a flux is not positive.</param>
/// <param name="MagnitudeError">Its standard deviation.</param>
/// <param name="Ratio">F₁ ÷ F₂.</param>
/// <param name="RatioError">Its standard deviation.</param>
/// <param name="First">Index of the point in the first band.</param>
/// <param name="Second">Index of the point in the second.</param>
public readonly record struct ColourPoint(double Time, double Magnitude, double MagnitudeError, double Ratio, double RatioError, int First, int Second);

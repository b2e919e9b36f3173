namespace Nocturne.Core.LightCurves;

/// <summary>Something that may have left its mark on a light curve.</summary>
/// <param name="Name">Its name, such as <c>airmass</c>.</param>
/// <param name="Values">Its value in each frame; NaN where it is not known.</param>
public sealed record Regressor(string Name, double[] Values);

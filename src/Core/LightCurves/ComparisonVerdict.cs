namespace Nocturne.Core.LightCurves;

/// <summary>What the ensemble found out about one comparison star.</summary>
/// <param name="Number">Number of the star in the band's catalogue.</param>
/// <param name="IsUsed">Whether the target is compared with it.</param>
/// <param name="Weight">Its share of the ensemble, all together 1; 0 when it is not used.</param>
/// <param name="Level">Its usual flux in clear frames [ADU].</param>
/// <param name="Scatter">Measured scatter of a single point against the other stars, relative; NaN when it was not measured.</param>
/// <param name="Expected">What its errors and those of the others explain of that, relative.</param>
/// <param name="Fault">What speaks against it.</param>
/// <param name="Reason">The same as a sentence; null when nothing does.</param>
public sealed record ComparisonVerdict(int Number, bool IsUsed, double Weight, double Level, double Scatter, double Expected, ComparisonFault Fault, string? Reason);

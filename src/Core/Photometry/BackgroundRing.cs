namespace Nocturne.Core.Photometry;

/// <summary>Radii of a ring of sky [pixels, or widths at half maximum when a width is given].</summary>
public readonly record struct BackgroundRing(double Inner, double Outer);

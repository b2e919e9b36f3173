namespace Nocturne.Core.Roman;

/// <summary>AB magnitudes: m = −2.5 log₁₀ (f / 3631 Jy).</summary>
public static class Magnitudes
{
    /// <summary>The magnitude of a flux [maggies, units of 3631 Jy]; NaN where it is not positive.</summary>
    public static double FromMaggies(double maggies) => maggies > 0 ? -2.5 * Math.Log10(maggies) : double.NaN;

    /// <summary>The flux [maggies] of a magnitude.</summary>
    public static double ToMaggies(double magnitude) => Math.Pow(10, -0.4 * magnitude);
}

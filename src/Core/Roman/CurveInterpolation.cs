namespace Nocturne.Core.Roman;

/// <summary>How a curve is read between its points.</summary>
public enum CurveInterpolation
{
    Linear,

    /// <summary>Cubic spline whose third derivative does not jump at the second and the last but one point.</summary>
    CubicNotAKnot,

    /// <summary>Piecewise cubic that keeps what is monotone monotone (PCHIP; Fritsch &amp; Butland 1984).</summary>
    Monotone,
}

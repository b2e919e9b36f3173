namespace Nocturne.Core.Photometry.Psf;

/// <summary>An elliptical Gaussian or Moffat profile at the centres of the pixels, of the width that a star has after the pixel.</summary>
/// <remarks>
/// A Gaussian that went through a pixel is a Gaussian with 1/12 more of variance, to 4e-4 of its peak at a standard deviation of 1.5 pixels.
/// <see cref="AnalyticProfile"/> integrates over the pixels, for those who know the width before it.
/// </remarks>
public sealed class EllipticalProfile : IProfile
{
    readonly double cxx;
    readonly double cyy;
    readonly double cxy;
    readonly double peak;

    /// <param name="xx">Variance of the light along x [pixels²], or what stands for it in a Moffat profile: r² ÷ α² = q with this quadratic form.</param>
    /// <param name="yy">The same along y.</param>
    /// <param name="xy">Covariance.</param>
    /// <param name="beta">Exponent of a Moffat profile; zero for a Gaussian.</param>
    /// <param name="side">Pixels of the stamp's side.</param>
    /// <exception cref="ArgumentException">The shape is no ellipse, or the exponent leaves no finite flux.</exception>
    public EllipticalProfile(double xx, double yy, double xy, double beta, int side)
    {
        var determinant = (xx * yy) - (xy * xy);
        if (!(xx > 0) || !(determinant > 0) || !double.IsFinite(determinant) || side < 1)
            throw new ArgumentException($"A profile of variances {xx}, {yy} and covariance {xy} on a stamp of {side} pixels makes no sense: it must be an ellipse.");
        if (beta != 0 && !(beta > 1)) throw new ArgumentException($"A Moffat profile of exponent {beta} has no finite flux: it must be above one.");
        (cxx, cyy, cxy) = (yy / determinant, xx / determinant, -xy / determinant);
        Beta = beta;
        peak = (beta > 0 ? (beta - 1) / Math.PI : 0.5 / Math.PI) / Math.Sqrt(determinant);
        Width = side;
    }

    /// <summary>Exponent of a Moffat profile; zero for a Gaussian.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height => Width;

    /// <summary>A Gaussian.</summary>
    /// <param name="semiMajorSigma">Standard deviation along the major axis [pixels].</param>
    /// <param name="semiMinorSigma">Standard deviation along the minor axis [pixels].</param>
    /// <param name="angle">Angle of the major axis from +x towards +y [radians].</param>
    /// <param name="side">Pixels of the stamp's side.</param>
    public static EllipticalProfile Gaussian(double semiMajorSigma, double semiMinorSigma, double angle, int side)
    {
        var (xx, yy, xy) = Covariance(semiMajorSigma, semiMinorSigma, angle);
        return new EllipticalProfile(xx, yy, xy, 0, side);
    }

    /// <summary>Variances and covariance of an ellipse of given semi-axes and angle.</summary>
    public static (double Xx, double Yy, double Xy) Covariance(double major, double minor, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        double a = major * major, b = minor * minor;
        return ((a * cos * cos) + (b * sin * sin), (a * sin * sin) + (b * cos * cos), (a - b) * sin * cos);
    }

    /// <summary>Semi-axes and angle of the major one of given variances and covariance.</summary>
    public static (double Major, double Minor, double Angle) Axes(double xx, double yy, double xy)
    {
        var half = 0.5 * (xx + yy);
        var spread = Math.Sqrt((0.25 * (xx - yy) * (xx - yy)) + (xy * xy));
        return (Math.Sqrt(half + spread), Math.Sqrt(Math.Max(0, half - spread)), 0.5 * Math.Atan2(2 * xy, xx - yy));
    }

    /// <inheritdoc/>
    public void Fill(double x, double y, int left, int top, Span<double> stamp)
    {
        for (var j = 0; j < Height; j++)
        {
            var dy = top + j - y;
            var row = stamp.Slice(j * Width, Width);
            for (var i = 0; i < row.Length; i++)
            {
                var dx = left + i - x;
                var q = (cxx * dx * dx) + (2 * cxy * dx * dy) + (cyy * dy * dy);
                row[i] = peak * (Beta > 0 ? Math.Pow(1 + q, -Beta) : Math.Exp(-0.5 * q));
            }
        }
    }
}

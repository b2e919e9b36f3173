namespace Nocturne.Core.Photometry.Psf;

/// <summary>An elliptical Gaussian or Moffat profile, integrated over each pixel with Gauss points.</summary>
public sealed class AnalyticProfile : IProfile
{
    static readonly double[] Nodes = [-0.4305681557970263, -0.1699905217924281, 0.1699905217924281, 0.4305681557970263];
    static readonly double[] Weights = [0.1739274225687269, 0.3260725774312731, 0.3260725774312731, 0.1739274225687269];
    readonly double cxx;
    readonly double cyy;
    readonly double cxy;
    readonly double peak;
    readonly double beta;
    readonly int cells;

    AnalyticProfile(double majorScale, double minorScale, double angle, double beta, double peak, int side)
    {
        if (!(majorScale > 0) || !(minorScale > 0) || !double.IsFinite(majorScale + minorScale + angle) || side < 1)
            throw new ArgumentException(
                $"A profile of {majorScale} x {minorScale} pixels on a stamp of {side} makes no sense: all must be positive.");
        var (sin, cos) = Math.SinCos(angle);
        double a = 1 / (majorScale * majorScale), b = 1 / (minorScale * minorScale);
        cxx = (cos * cos * a) + (sin * sin * b);
        cyy = (sin * sin * a) + (cos * cos * b);
        cxy = 2 * sin * cos * (a - b);
        this.beta = beta;
        this.peak = peak;
        Width = side;

        // Four Gauss points serve a profile that is not much narrower than a pixel; a sharper one is cut into cells.
        cells = (int)Math.Clamp(Math.Ceiling(0.8 / Math.Min(majorScale, minorScale)), 1, 16);
    }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height => Width;

    /// <summary>A Gaussian.</summary>
    /// <param name="semiMajorSigma">Standard deviation along the major axis [pixels].</param>
    /// <param name="semiMinorSigma">Standard deviation along the minor axis [pixels].</param>
    /// <param name="angle">Angle of the major axis from +x towards +y [radians].</param>
    /// <param name="side">Pixels of the stamp's side.</param>
    public static AnalyticProfile Gaussian(double semiMajorSigma, double semiMinorSigma, double angle, int side) =>
        new(semiMajorSigma, semiMinorSigma, angle, 0, 1 / (2 * Math.PI * semiMajorSigma * semiMinorSigma), side);

    /// <summary>A Moffat profile, (β − 1) ÷ (π α²) × (1 + r² ÷ α²)^−β (Moffat 1969, A&amp;A 3, 455).</summary>
    /// <param name="fwhmMajor">Full width at half maximum along the major axis [pixels].</param>
    /// <param name="fwhmMinor">Full width at half maximum along the minor axis [pixels].</param>
    /// <param name="angle">Angle of the major axis from +x towards +y [radians].</param>
    /// <param name="beta">Exponent, above one.</param>
    /// <param name="side">Pixels of the stamp's side.</param>
    public static AnalyticProfile Moffat(double fwhmMajor, double fwhmMinor, double angle, double beta, int side)
    {
        if (!(beta > 1)) throw new ArgumentException($"A Moffat profile of exponent {beta} has no finite flux: it must be above one.");
        var alpha = 0.5 / Math.Sqrt(Math.Pow(2, 1 / beta) - 1);
        double major = alpha * fwhmMajor, minor = alpha * fwhmMinor;
        return new AnalyticProfile(major, minor, angle, beta, (beta - 1) / (Math.PI * major * minor), side);
    }

    /// <inheritdoc/>
    public void Fill(double x, double y, int left, int top, Span<double> stamp)
    {
        for (var j = 0; j < Height; j++)
        {
            for (var i = 0; i < Width; i++) stamp[(j * Width) + i] = Integral(left + i - x, top + j - y);
        }
    }

    double Integral(double dx, double dy)
    {
        double sum = 0;
        for (var cy = 0; cy < cells; cy++)
        {
            for (var cx = 0; cx < cells; cx++)
            {
                double x0 = dx + (((cx + 0.5) / cells) - 0.5), y0 = dy + (((cy + 0.5) / cells) - 0.5);
                for (var j = 0; j < 4; j++)
                {
                    for (var i = 0; i < 4; i++) sum += Weights[i] * Weights[j] * Value(x0 + (Nodes[i] / cells), y0 + (Nodes[j] / cells));
                }
            }
        }

        return peak * sum / (cells * cells);
    }

    double Value(double x, double y)
    {
        var r2 = (cxx * x * x) + (cyy * y * y) + (cxy * x * y);
        return beta > 0 ? Math.Pow(1 + r2, -beta) : Math.Exp(-0.5 * r2);
    }
}

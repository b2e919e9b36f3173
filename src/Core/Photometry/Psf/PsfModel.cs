using System.Numerics;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>A sampled point-spread function that may change over the field as a polynomial of the position.</summary>
/// <remarks>
/// PSF(x, y) = Σ c_k u^i v^j with u = (x − x0) ÷ sx, v = (y − y0) ÷ sy; j = 0 … degree in the outer and i = 0 … degree − j in the inner
/// loop count k, as PSFEx orders them.
/// </remarks>
public sealed class PsfModel
{
    readonly double[][] planes;

    /// <param name="width">Columns of a plane.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="sampling">Image pixels per sample.</param>
    /// <param name="degree">Degree of the polynomial.</param>
    /// <param name="planes">(degree + 1)(degree + 2) ÷ 2 planes of width × height samples.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or the constant plane holds no light.</exception>
    public PsfModel(int width, int height, double sampling, int degree, IReadOnlyList<double[]> planes)
    {
        if (width < 1 || height < 1 || !(sampling > 0) || !double.IsFinite(sampling) || degree < 0)
            throw new ArgumentException(
                $"A PSF model of {width} x {height} samples of {sampling} pixels and degree {degree} makes no sense: all must be positive.");
        var terms = (degree + 1) * (degree + 2) / 2;
        if (planes.Count != terms || planes.Any(plane => plane.Length != width * height))
            throw new ArgumentException(
                $"A PSF model of degree {degree} needs {terms} planes of {width} x {height} samples but got {planes.Count}.");
        if (planes.Any(plane => plane.Any(value => !double.IsFinite(value))) || !(planes[0].Sum() > 0))
            throw new ArgumentException("The PSF model holds no light or samples that are not numbers; build it anew.");
        Width = width;
        Height = height;
        Sampling = sampling;
        Degree = degree;
        this.planes = [.. planes];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Image pixels per sample.</summary>
    public double Sampling { get; }

    public int Degree { get; }

    /// <summary>Full width at half maximum [image pixels]; NaN when unknown.</summary>
    public double Fwhm { get; init; } = double.NaN;

    /// <summary>
    /// Whether samples are points of the profile after it went through a pixel (PSFEx files, empirical PSFs), and not of the profile
    /// itself.
    /// </summary>
    public bool PixelConvolved { get; init; } = true;

    /// <summary>Position where u = 0 [pixels, from zero].</summary>
    public double XZero { get; init; }

    public double YZero { get; init; }

    /// <summary>Pixels for one unit of u.</summary>
    public double XScale { get; init; } = 1;

    public double YScale { get; init; } = 1;

    /// <summary>The planes of coefficients, constant first.</summary>
    public IReadOnlyList<double[]> Planes => planes;

    /// <summary>Samples for one position, scaled to a sum of one.</summary>
    public double[] Evaluate(double x, double y)
    {
        var samples = new double[Width * Height];
        Combine(planes, x, y, samples);
        var sum = samples.Sum();
        for (var i = 0; i < samples.Length; i++) samples[i] /= sum;
        return samples;
    }

    /// <summary>
    /// The polynomial for one position applied to planes of any content (the coefficients themselves, their spline, their sums).
    /// </summary>
    internal void Combine(ReadOnlySpan<double[]> content, double x, double y, Span<double> result)
    {
        content[0].AsSpan(0, result.Length).CopyTo(result);
        if (Degree == 0) return;
        double u = (x - XZero) / XScale, v = (y - YZero) / YScale;
        var k = 0;
        for (var (j, powerV) = (0, 1.0); j <= Degree; j++, powerV *= v)
        {
            for (var (i, power) = (0, powerV); i <= Degree - j; i++, power *= u)
            {
                if (k > 0) AddScaled(content[k], power, result);
                k++;
            }
        }
    }

    /// <summary>
    /// The samples for one position with every term rounded to single precision, as NumPy does for single-precision planes.
    /// </summary>
    internal void CombineSingle(double x, double y, Span<double> result)
    {
        double u = (x - XZero) / XScale, v = (y - YZero) / YScale;
        result.Clear();
        var k = 0;
        for (var j = 0; j <= Degree; j++)
        {
            var powerV = (float)Math.Pow(v, j);
            for (var i = 0; i <= Degree - j; i++, k++)
            {
                var powerU = (float)Math.Pow(u, i);
                for (var s = 0; s < result.Length; s++) result[s] += (float)planes[k][s] * powerU * powerV;
            }
        }
    }

    static void AddScaled(ReadOnlySpan<double> values, double factor, Span<double> sum)
    {
        values = values[..sum.Length];
        var i = 0;
        for (; i <= sum.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(sum[i..]) + (factor * new Vector<double>(values[i..]))).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] += factor * values[i];
    }
}

using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Nocturne.Core.LightCurves;

/// <summary>Fourier sums Σ_j c_j exp(2πi f t_j) of unevenly spaced points at equally spaced frequencies.</summary>
/// <remarks>The fast way spreads each point over a grid with a Gaussian, transforms, and divides by the Gaussian's own transform (Greengard and Lee 2004, SIAM Review 46, 443):
/// O(N + F log F) instead of O(N F), to eleven digits of the sum of the |c_j|.</remarks>
public static class NonuniformFourier
{
    /// <summary>Grid points on each side of a point that the Gaussian reaches.</summary>
    const int Reach = 12;

    /// <summary>Below so many products the plain sum is faster.</summary>
    const long WorthIt = 1 << 18;

    /// <summary>The sums, the faster way.</summary>
    /// <param name="times">Times; best counted from the middle of the series.</param>
    /// <param name="strengths">The c_j.</param>
    /// <param name="grid">Frequencies.</param>
    public static Complex[] Sum(ReadOnlySpan<double> times, ReadOnlySpan<double> strengths, FrequencyGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return (long)times.Length * grid.Count < WorthIt ? Direct(times, strengths, grid) : Fast(times, strengths, grid);
    }

    /// <summary>The plain sum.</summary>
    public static Complex[] Direct(ReadOnlySpan<double> times, ReadOnlySpan<double> strengths, FrequencyGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var sums = new Complex[grid.Count];
        for (var k = 0; k < sums.Length; k++)
        {
            double real = 0, imaginary = 0;
            for (var j = 0; j < times.Length; j++)
            {
                var (sine, cosine) = Math.SinCos(Turn(grid[k] * times[j]));
                real += strengths[j] * cosine;
                imaginary += strengths[j] * sine;
            }

            sums[k] = new(real, imaginary);
        }

        return sums;
    }

    /// <summary>The sum over a grid.</summary>
    public static Complex[] Fast(ReadOnlySpan<double> times, ReadOnlySpan<double> strengths, FrequencyGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);

        // The wanted frequencies are the modes -half … half-1 about the middle one.
        var half = (grid.Count + 1) / 2;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4 * half, 4 * Reach));
        var ratio = size / (2.0 * half);
        var width = Math.PI * Reach / (4.0 * half * half * ratio * (ratio - 0.5));
        var middle = grid.First + (grid.Step * half);
        var cells = new Complex[size];
        var cell = 2 * Math.PI / size;
        for (var j = 0; j < times.Length; j++)
        {
            var (sine, cosine) = Math.SinCos(Turn(middle * times[j]));
            var strength = new Complex(strengths[j] * cosine, strengths[j] * sine);
            var place = Turn(grid.Step * times[j]);
            if (place < 0) place += 2 * Math.PI;
            var nearest = (int)Math.Floor(place / cell);
            for (var offset = 1 - Reach; offset <= Reach; offset++)
            {
                var distance = place - ((nearest + offset) * cell);
                cells[(nearest + offset) & (size - 1)] += strength * Math.Exp(-distance * distance / (4 * width));
            }
        }

        // Engineering sign of the inverse transform: exp(+2πi k m ÷ size), without a factor.
        Fourier.Inverse(cells, FourierOptions.NoScaling);
        var sums = new Complex[grid.Count];
        for (var k = 0; k < sums.Length; k++)
        {
            var mode = k - half;
            sums[k] = cells[mode & (size - 1)] * (Math.Sqrt(Math.PI / width) * Math.Exp(width * mode * mode) / size);
        }

        return sums;
    }

    /// <summary>An angle in radians from a number of turns, without the whole ones.</summary>
    static double Turn(double turns) => 2 * Math.PI * (turns - Math.Round(turns));
}

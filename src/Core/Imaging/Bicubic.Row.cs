using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nocturne.Core.Imaging;

public static partial class Bicubic
{
    /// <summary>The image's values along a line, a vector at a time where neighbours of the line are neighbours in a row of the image: the twin of <see cref="TrySample"/>.</summary>
    /// <param name="image">The image.</param>
    /// <param name="x">First position; the centre of the first pixel is 0.</param>
    /// <param name="y">First position.</param>
    /// <param name="stepX">From position to position along x; near 1 or -1 is fast.</param>
    /// <param name="stepY">From position to position along y; near 0 is fast.</param>
    /// <param name="values">Takes one value per position; NaN where <see cref="TrySample"/> has none.</param>
    public static void SampleLine(ImageView image, double x, double y, double stepX, double stepY, Span<float> values)
    {
        if (stepX < 0)
        {
            // From its other end the line runs to the right.
            var last = values.Length - 1;
            SampleLine(image, x + (last * stepX), y + (last * stepY), -stepX, -stepY, values);
            values.Reverse();
            return;
        }
        for (var k = 0; k < values.Length;)
        {
            var (px, py) = (x + (k * stepX), y + (k * stepY));
            var run = Run(image, px, py, stepX, stepY, values.Length - k);
            if (run < Vector<float>.Count)
            {
                if (!TrySample(image, px, py, out values[k])) values[k] = float.NaN;
                k++;
                continue;
            }
            SampleRun(image, px, py, stepX, stepY, values.Slice(k, run));
            k += run;
        }
    }

    /// <summary>How many positions from this one on lie each one pixel behind the last, in one row, and away from the edges.</summary>
    static int Run(ImageView image, double x, double y, double stepX, double stepY, int most)
    {
        if (!(x >= 1 && y >= 1 && x < image.Width - 3 && y < image.Height - 3)) return 0;
        var (ix, iy) = ((int)x, (int)y);
        var run = Math.Min(most, image.Width - 2 - ix);
        run = Math.Min(run, Within(x - ix, stepX - 1, run));
        run = Math.Min(run, Within(y - iy, stepY, run));

        // Rounding may put the last position across the line.
        while (run > 0 && ((int)(x + ((run - 1) * stepX)) != ix + run - 1 || (int)(y + ((run - 1) * stepY)) != iy)) run--;
        return run;
    }

    /// <summary>Steps after which a fraction is still a fraction.</summary>
    static int Within(double fraction, double step, int most)
    {
        if (step == 0) return most;
        var steps = step > 0 ? (1 - fraction) / step : fraction / -step;
        return steps >= most ? most : (int)steps + 1;
    }

    static void SampleRun(ImageView image, double x, double y, double stepX, double stepY, Span<float> values)
    {
        var (ix, iy) = ((int)x, (int)y);
        var (fractionX, fractionY) = (x - ix, y - iy);
        ReadOnlySpan<float> row0 = image.Row(iy - 1)[(ix - 1)..], row1 = image.Row(iy)[(ix - 1)..], row2 = image.Row(iy + 1)[(ix - 1)..], row3 = image.Row(iy + 2)[(ix - 1)..];
        for (var k = 0; k < values.Length;)
        {
            // The last vector overlaps the one before.
            k = Math.Min(k, values.Length - Vector<float>.Count);
            var tx = new Vector<float>((float)(fractionX + (k * (stepX - 1)))) + (Vector<float>.Indices * (float)(stepX - 1));
            var ty = new Vector<float>((float)(fractionY + (k * stepY))) + (Vector<float>.Indices * (float)stepY);
            var (x0, x1, x2, x3) = Weights(tx);
            var (y0, y1, y2, y3) = Weights(ty);
            var (low, high) = (new Vector<float>(float.PositiveInfinity), new Vector<float>(float.NegativeInfinity));
            var result = y0 * Line(row0[k..], x0, x1, x2, x3, ref low, ref high);
            result += y1 * Line(row1[k..], x0, x1, x2, x3, ref low, ref high);
            result += y2 * Line(row2[k..], x0, x1, x2, x3, ref low, ref high);
            result += y3 * Line(row3[k..], x0, x1, x2, x3, ref low, ref high);

            // What is not finite is no value; x - x is zero for all that is.
            var finite = Vector.Equals(result - result, Vector<float>.Zero);
            Vector.ConditionalSelect(finite, Vector.MinNative(Vector.MaxNative(result, low), high), new(float.NaN)).CopyTo(values[k..]);
            k += Vector<float>.Count;
        }
    }

    // What Min and Max make of NaN does not matter: where there is one, the sum is none either.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> Line(
        ReadOnlySpan<float> row, Vector<float> w0, Vector<float> w1, Vector<float> w2, Vector<float> w3, ref Vector<float> low, ref Vector<float> high)
    {
        var (p0, p1, p2, p3) = (new Vector<float>(row), new Vector<float>(row[1..]), new Vector<float>(row[2..]), new Vector<float>(row[3..]));
        low = Vector.MinNative(Vector.MinNative(low, Vector.MinNative(p0, p1)), Vector.MinNative(p2, p3));
        high = Vector.MaxNative(Vector.MaxNative(high, Vector.MaxNative(p0, p1)), Vector.MaxNative(p2, p3));
        return (w0 * p0) + (w1 * p1) + (w2 * p2) + (w3 * p3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector<float> W0, Vector<float> W1, Vector<float> W2, Vector<float> W3) Weights(Vector<float> t)
    {
        var half = new Vector<float>(0.5f);
        var squared = t * t;
        return (
            t * ((t * (Vector<float>.One - (half * t))) - half),
            Vector<float>.One + (squared * ((t * 1.5f) - new Vector<float>(2.5f))),
            t * (half + (t * (new Vector<float>(2) - (t * 1.5f)))),
            squared * ((t * 0.5f) - half));
    }
}

using System.Buffers;
using Nocturne.Core.Calibration;

namespace Nocturne.Core.Photometry;

/// <summary>
/// A cut-out of a frame with counts above the sky, variance and state per pixel: read once, measured by any number of photometers.
/// </summary>
/// <remarks>Its arrays are pooled: dispose it. Its cost does not depend on the size of the frame.</remarks>
public readonly ref struct PixelWindow
{
    readonly double[] counts;
    readonly double[] variance;
    readonly PixelState[] state;

    internal PixelWindow(scoped in PhotometryFrame frame, PixelBox box)
    {
        Box = box.IsEmpty ? new PixelBox(box.X, box.Y, 0, 0) : box;
        Noise = frame.Noise;
        var count = Box.Width * Box.Height;
        counts = ArrayPool<double>.Shared.Rent(count);
        variance = ArrayPool<double>.Shared.Rent(count);
        state = ArrayPool<PixelState>.Shared.Rent(count);
        for (var y = 0; y < Box.Height; y++) ReadRow(frame, y);
    }

    PixelWindow(PixelBox box, NoiseModel noise)
    {
        Box = box;
        Noise = noise;
        var count = box.Width * box.Height;
        counts = ArrayPool<double>.Shared.Rent(count);
        variance = ArrayPool<double>.Shared.Rent(count);
        state = ArrayPool<PixelState>.Shared.Rent(count);
    }

    /// <summary>The pixels of the frame that are here.</summary>
    public PixelBox Box { get; }

    public NoiseModel Noise { get; }

    /// <summary>Counts above the sky, row by row [ADU]; zero where they are not numbers.</summary>
    public Span<double> Counts => counts.AsSpan(0, Box.Width * Box.Height);

    /// <summary>Variance of each pixel by the frame's noise model [ADU²].</summary>
    public ReadOnlySpan<double> Variance => variance.AsSpan(0, Box.Width * Box.Height);

    public ReadOnlySpan<PixelState> State => state.AsSpan(0, Box.Width * Box.Height);

    /// <summary>Where a pixel of the frame stands in the spans; it must lie in <see cref="Box"/>.</summary>
    public int IndexOf(int x, int y) => ((y - Box.Y) * Box.Width) + x - Box.X;

    /// <summary>The same pixels above a level of their own, with its scatter as the noise of the sky: a window to dispose of as well.</summary>
    /// <param name="level">Counts to take off [ADU].</param>
    /// <param name="scatter">Standard deviation of one pixel of the sky [ADU].</param>
    public PixelWindow Above(double level, double scatter)
    {
        var above = new PixelWindow(Box, Noise);
        State.CopyTo(above.state);
        for (var i = 0; i < Counts.Length; i++)
        {
            above.counts[i] = (state[i] & PixelState.NotFinite) == 0 ? counts[i] - level : 0;
            above.variance[i] = Noise.PixelVariance(above.counts[i], scatter);
        }

        return above;
    }

    /// <summary>Gives the arrays back.</summary>
    public void Dispose()
    {
        if (counts is null) return;
        ArrayPool<double>.Shared.Return(counts);
        ArrayPool<double>.Shared.Return(variance);
        ArrayPool<PixelState>.Shared.Return(state);
    }

    void ReadRow(scoped in PhotometryFrame frame, int row)
    {
        var y = Box.Y + row;
        var start = row * Box.Width;
        var level = counts.AsSpan(start, Box.Width);
        var rms = variance.AsSpan(start, Box.Width);
        if (frame.Background is { } background) background.Read(Box.X, y, level);
        else level.Clear();
        if (frame.Rms is { } noise) noise.Read(Box.X, y, rms);
        else rms.Clear();
        var pixels = frame.Image.Row(y).Slice(Box.X, Box.Width);
        var first = (y * frame.Image.Width) + Box.X;
        var mask = frame.Mask.IsEmpty ? [] : frame.Mask.Slice(first, Box.Width);
        var segments = frame.Segments.IsEmpty ? [] : frame.Segments.Slice(first, Box.Width);
        for (var i = 0; i < pixels.Length; i++)
        {
            var flags = PixelState.Good;
            double raw = pixels[i], value = raw - level[i], sigma = rms[i];
            if (frame.SinglePrecision)
            {
                value = (float)value;
                sigma = (float)sigma;
            }

            if (!mask.IsEmpty && mask[i]) flags |= PixelState.Masked;
            if (!segments.IsEmpty && segments[i] != 0) flags |= PixelState.InSource;
            if (raw >= frame.SaturationLevel) flags |= PixelState.Saturated;
            if (!double.IsFinite(value) || !double.IsFinite(sigma))
            {
                flags |= PixelState.NotFinite;
                value = 0;
                if (!double.IsFinite(sigma)) sigma = 0;
            }

            level[i] = value;
            rms[i] = frame.Noise.PixelVariance(value, sigma);
            state[start + i] = flags;
        }

        ReadCalibration(frame.Calibration, first, pixels, level, rms, state.AsSpan(start, Box.Width));
    }

    static void ReadCalibration(CalibrationTrace known, int first, ReadOnlySpan<float> pixels, ReadOnlySpan<double> counts, Span<double> variance, Span<PixelState> state)
    {
        foreach (var pixel in known.Saturated.Within(first, pixels.Length)) state[pixel - first] |= PixelState.Saturated;
        foreach (var pixel in known.Replaced.Within(first, pixels.Length)) state[pixel - first] |= PixelState.Replaced;
        known.Variance?.AddTo(first, known.ExposureSeconds, pixels, counts, variance);
    }
}

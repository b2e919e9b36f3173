using System.Buffers;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Background;

/// <summary>One level and one rms for a whole frame: mean and standard deviation of what a clip leaves of its pixels.</summary>
/// <param name="Level">Sky level [ADU].</param>
/// <param name="Rms">Standard deviation of a pixel, slopes of the sky included [ADU].</param>
public readonly record struct WholeFrameSky(double Level, double Rms)
{
    /// <summary>More pixels make neither number better.</summary>
    const int EnoughPixels = 1 << 15;

    /// <summary>How far the median of all pixels may lie from the level of some [rms].</summary>
    const double HalfWindow = 0.05;

    const double ClipSigma = 3;
    const int Rounds = 10;

    /// <summary>Clips at three standard deviations about the median, ten times at most; of large frames every so many rows are looked at.</summary>
    public static WholeFrameSky Estimate(ImageView frame)
    {
        var step = Math.Max(1, frame.Width * frame.Height / EnoughPixels);
        var values = ArrayPool<float>.Shared.Rent(frame.Width * ((frame.Height / step) + 1));
        try
        {
            var count = 0;
            for (var y = step / 2; y < frame.Height; y += step)
            {
                foreach (var pixel in frame.Row(y))
                {
                    if (float.IsFinite(pixel)) values[count++] = pixel;
                }
            }

            return Clip(values.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(values);
        }
    }

    /// <summary>The same of every pixel.</summary>
    public static WholeFrameSky Measure(ImageView frame)
    {
        var (level, rms) = Estimate(frame);

        // Of these arrays only what is needed of them is ever touched, a twentieth or so.
        var tails = GC.AllocateUninitializedArray<float>(frame.Pixels.Length);
        var window = GC.AllocateUninitializedArray<float>(frame.Pixels.Length);
        for (var attempt = 0; attempt < 2 && rms > 0; attempt++)
        {
            var values = new SplitValues(level, rms, HalfWindow, tails, window);
            values.Add(frame.Pixels);
            if (ClippedStatistic.Clip(ref values) is { } sky) return new(sky.Mean, sky.Sigma);
            (level, rms) = values.Refined;
        }

        var count = 0;
        foreach (var pixel in frame.Pixels)
        {
            if (float.IsFinite(pixel)) tails[count++] = pixel;
        }
        if (count == 0) return new(double.NaN, double.NaN);
        var all = new AllValues(tails.AsSpan(0, count), new int[count], new int[ClippedStatistic.Bins], window, new(level, rms, 0), fast: false);
        var left = ClippedStatistic.Clip(ref all)!.Value;
        return new(left.Mean, left.Sigma);
    }

    static WholeFrameSky Clip(Span<float> values)
    {
        if (values.IsEmpty) return new(double.NaN, double.NaN);
        for (var round = 0; ; round++)
        {
            var median = Selection.Smallest(values, values.Length / 2);
            var (_, mean, sigma) = ClippedMoments.Between(values, float.NegativeInfinity, float.PositiveInfinity, median, fast: false);
            if (round == Rounds) return new(mean, sigma);
            var kept = 0;
            foreach (var value in values)
            {
                if (Math.Abs(value - median) <= ClipSigma * sigma) values[kept++] = value;
            }

            if (kept == values.Length) return new(mean, sigma);
            values = values[..kept];
        }
    }
}

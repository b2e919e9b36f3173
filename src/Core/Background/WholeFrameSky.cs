using System.Buffers;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.Background;

/// <summary>One level and one rms for a whole frame: mean and standard deviation of what a clip leaves of its pixels.</summary>
/// <param name="Level">Sky level [ADU].</param>
/// <param name="Rms">Standard deviation of a pixel, slopes of the sky included [ADU].</param>
public readonly record struct WholeFrameSky(double Level, double Rms)
{
    /// <summary>More pixels make neither number better.</summary>
    const int EnoughPixels = 1 << 16;

    /// <summary>Clips at three standard deviations about the median, ten times at most; of large frames every so many rows are looked at.</summary>
    public static WholeFrameSky Estimate(ImageView frame)
    {
        var step = Math.Max(1, frame.Width * frame.Height / EnoughPixels);
        var values = ArrayPool<double>.Shared.Rent(frame.Width * ((frame.Height / step) + 1));
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

            var kept = SigmaClip.Clip(values.AsSpan(0, count), sigma: 3, iterations: 10);
            var mean = SigmaClip.Mean(kept);
            return new(mean, Math.Sqrt(SigmaClip.Variance(kept, mean)));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
        }
    }
}

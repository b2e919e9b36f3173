using System.Buffers;
using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Catalogs;

/// <summary>The mean of several aligned, background-free frames in the pixels of the reference, from which the catalogue is made.</summary>
/// <remarks>
/// Each frame is resampled by bicubic convolution with a = -1/2 (Keys 1981, IEEE Trans. ASSP 29, 1153), limited to the range of its 4 x 4
/// neighbourhood so that cosmic rays and hot pixels do not ring. The highest value of a pixel is left out when the others do not bear it out: a hit in one
/// frame makes no source. Light curves are never measured on resampled pixels.
/// </remarks>
public sealed partial class FrameStack
{
    /// <summary>Noise that a pixel may stand above the mean of the other frames, in their standard deviations.</summary>
    const float HitSigmas = 5;

    /// <summary>What seeing, guiding and cloud may add to the light of a star, as a share of it.</summary>
    const float HitShare = 0.5f;

    /// <summary>Fewest frames in which an odd one can be told.</summary>
    const int FewestToReject = 3;

    float[]? sum;
    readonly float[] highest;
    readonly ushort[] coverage;
    double varianceSum;

    public FrameStack(int width, int height)
    {
        Width = width;
        Height = height;
        sum = new float[checked(width * height)];
        highest = new float[width * height];
        coverage = new ushort[width * height];
        Array.Fill(highest, float.NegativeInfinity);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Frames added so far.</summary>
    public int Frames { get; private set; }

    /// <summary>Adds a frame and takes the sky from it on the way: each row when it is needed, while it is warm in the cache.</summary>
    /// <param name="frame">Pixels; their background is taken away where they were needed. Those that are not finite add nothing.</param>
    /// <param name="background">Their background.</param>
    /// <param name="transform">Map from the stack's pixels to the frame's.</param>
    /// <exception cref="InvalidOperationException">The mean was already taken.</exception>
    public void Add(Image frame, BackgroundMesh background, PlaneTransform transform)
    {
        var done = ArrayPool<bool>.Shared.Rent(frame.Height);
        done.AsSpan(0, frame.Height).Clear();
        Add(frame.View, transform, background.GlobalRms, (from, to) =>
        {
            for (var row = from; row <= to; row++)
            {
                if (done[row]) continue;
                background.SubtractRow(row, frame.Row(row), frame.Row(row));
                done[row] = true;
            }
        });
        ArrayPool<bool>.Shared.Return(done);
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="frame">Background-free pixels; those that are not finite add nothing.</param>
    /// <param name="transform">Map from the stack's pixels to the frame's.</param>
    /// <param name="rms">Noise of the frame's sky [ADU].</param>
    /// <exception cref="InvalidOperationException">The mean was already taken.</exception>
    public void Add(ImageView frame, PlaneTransform transform, double rms) => Add(frame, transform, rms, static (_, _) => { });

    /// <param name="frame">The frame.</param>
    /// <param name="transform">Map from the stack's pixels to the frame's.</param>
    /// <param name="rms">Noise of the frame's sky [ADU].</param>
    /// <param name="need">Is told the first and the last row of the frame that are needed next.</param>
    void Add(ImageView frame, PlaneTransform transform, double rms, Action<int, int> need)
    {
        var total = sum ?? throw Spent();
        var line = ArrayPool<float>.Shared.Rent(Width);
        for (var y = 0; y < Height; y++)
        {
            var (x0, y0) = transform.Apply(0, y);
            var (x1, y1) = transform.Apply(1, y);
            var values = line.AsSpan(0, Width);
            var yEnd = y0 + ((Width - 1) * (y1 - y0));
            need((int)Math.Clamp(Math.Min(y0, yEnd) - 2, 0, frame.Height), (int)Math.Clamp(Math.Max(y0, yEnd) + 3, -1, frame.Height - 1));
            Bicubic.SampleLine(frame, x0, y0, x1 - x0, y1 - y0, values);
            var start = y * Width;
            AddLine(values, total.AsSpan(start, Width), highest.AsSpan(start, Width), coverage.AsSpan(start, Width));
        }
        ArrayPool<float>.Shared.Return(line);
        varianceSum += rms * rms;
        Frames++;
    }

    /// <summary>The mean image; NaN where fewer than half of the frames have a pixel. It takes the place of the sums: nothing can be added any more.</summary>
    /// <exception cref="InvalidOperationException">The mean was already taken.</exception>
    public Image Mean()
    {
        var noise = (float)Math.Sqrt(varianceSum / Math.Max(1, Frames));
        var mean = sum ?? throw Spent();
        sum = null;
        ToMean(mean, highest, coverage, Frames, noise);
        return new(Width, Height, mean);
    }

    static InvalidOperationException Spent() => new("The mean of this stack was already taken: begin another.");

    /// <summary>Adds a row of values; the twin of <see cref="AddLine"/>.</summary>
    internal static void AddOneByOne(ReadOnlySpan<float> values, Span<float> sum, Span<float> highest, Span<ushort> coverage)
    {
        for (var x = 0; x < values.Length; x++)
        {
            if (float.IsNaN(values[x])) continue;
            sum[x] += values[x];
            highest[x] = Math.Max(highest[x], values[x]);
            coverage[x]++;
        }
    }

    /// <summary>Turns sums into means; the twin of <see cref="ToMean"/>.</summary>
    internal static void ToMeanOneByOne(Span<float> sum, ReadOnlySpan<float> highest, ReadOnlySpan<ushort> coverage, int frames, float noise)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] = coverage[i] > 0 && 2 * coverage[i] >= frames ? MeanOf(sum[i], highest[i], coverage[i], noise) : float.NaN;
    }

    static float MeanOf(float sum, float highest, int coverage, float noise)
    {
        if (coverage >= FewestToReject)
        {
            var others = (sum - highest) / (coverage - 1);
            if (highest - others > (HitSigmas * noise) + (HitShare * Math.Abs(others))) return others;
        }
        return sum / coverage;
    }
}

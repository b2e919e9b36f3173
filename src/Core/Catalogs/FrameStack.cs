using Nocturne.Core.Alignment;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Catalogs;

/// <summary>The mean of several aligned, background-free frames in the pixels of the reference, from which the catalogue is made.</summary>
/// <remarks>
/// Each frame is resampled by bicubic convolution with a = -1/2 (Keys 1981, IEEE Trans. ASSP 29, 1153), limited to the range of its 4 x 4
/// neighbourhood so that cosmic rays and hot pixels do not ring. Light curves are never measured on resampled pixels.
/// </remarks>
public sealed class FrameStack
{
    readonly float[] sum;
    readonly ushort[] coverage;

    public FrameStack(int width, int height)
    {
        Width = width;
        Height = height;
        sum = new float[checked(width * height)];
        coverage = new ushort[width * height];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Frames added so far.</summary>
    public int Frames { get; private set; }

    /// <summary>Adds a frame.</summary>
    /// <param name="frame">Background-free pixels; those that are not finite add nothing.</param>
    /// <param name="transform">Map from the stack's pixels to the frame's.</param>
    public void Add(ImageView frame, PlaneTransform transform)
    {
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (fx, fy) = transform.Apply(x, y);
                if (!Bicubic.TrySample(frame, fx, fy, out var value)) continue;
                sum[(y * Width) + x] += value;
                coverage[(y * Width) + x]++;
            }
        }
        Frames++;
    }

    /// <summary>The mean image; NaN where fewer than half of the frames have a pixel.</summary>
    public Image Mean()
    {
        var mean = new Image(Width, Height);
        var pixels = mean.Pixels;
        for (var i = 0; i < sum.Length; i++) pixels[i] = coverage[i] > 0 && 2 * coverage[i] >= Frames ? sum[i] / coverage[i] : float.NaN;
        return mean;
    }
}

namespace Nocturne.Core.Imaging;

/// <summary>Bicubic convolution with a = -1/2 (Keys 1981, IEEE Trans. ASSP 29, 1153): exact for parabolas, weights -1/16, 9/16, 9/16, -1/16 half-way.</summary>
public static partial class Bicubic
{
    /// <summary>The image's value between its pixels.</summary>
    /// <param name="image">The image.</param>
    /// <param name="x">Position; the centre of the first pixel is 0.</param>
    /// <param name="y">Position.</param>
    /// <param name="value">The value, kept within the range of the four nearest pixels' neighbourhood.</param>
    /// <returns>False when the position lies outside the pixel centres or a pixel that counts is not finite.</returns>
    public static bool TrySample(ImageView image, double x, double y, out float value)
    {
        value = float.NaN;
        if (!(x >= 0 && y >= 0 && x <= image.Width - 1 && y <= image.Height - 1)) return false;
        var (ix, iy) = ((int)x, (int)y);
        Span<float> wx = stackalloc float[4];
        Span<float> wy = stackalloc float[4];
        Weights((float)(x - ix), wx);
        Weights((float)(y - iy), wy);

        float result = 0, low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (var j = 0; j < 4; j++)
        {
            var row = image.Row(Math.Clamp(iy + j - 1, 0, image.Height - 1));
            float line = 0;
            for (var i = 0; i < 4; i++)
            {
                var pixel = row[Math.Clamp(ix + i - 1, 0, image.Width - 1)];
                line += wx[i] * pixel;
                low = Math.Min(low, pixel);
                high = Math.Max(high, pixel);
            }
            result += wy[j] * line;
        }
        if (!float.IsFinite(result)) return false;
        value = Math.Clamp(result, low, high);
        return true;
    }

    /// <summary>The weights of the pixels at -1, 0, 1, 2 for a position t behind pixel 0.</summary>
    static void Weights(float t, Span<float> weights)
    {
        weights[0] = t * (-0.5f + (t * (1 - (0.5f * t))));
        weights[1] = 1 + (t * t * (-2.5f + (1.5f * t)));
        weights[2] = t * (0.5f + (t * (2 - (1.5f * t))));
        weights[3] = t * t * (-0.5f + (0.5f * t));
    }
}

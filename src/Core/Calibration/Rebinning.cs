using Nocturne.Core.Imaging;

namespace Nocturne.Core.Calibration;

/// <summary>Sums of n × n pixels, as if the camera had been binned.</summary>
/// <remarks>The pixel at (x, y) becomes part of the one at ((x + 1/2) ÷ n - 1/2, …). Rows and columns that do not fill a block are left out at the far edges.</remarks>
public static class Rebinning
{
    /// <summary>Sums blocks in place: the result fills the beginning of the pixels.</summary>
    /// <param name="pixels">A frame, row by row.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="factor">Pixels along a side of a block.</param>
    /// <returns>Width and height of the result.</returns>
    /// <exception cref="ArgumentException">The factor is not positive, or the frame is smaller than a block.</exception>
    public static (int Width, int Height) Apply(Span<float> pixels, int width, int height, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        if (factor > width || factor > height) throw new ArgumentException($"A frame of {width} x {height} pixels cannot be rebinned by {factor}.");
        if (factor == 1) return (width, height);
        var (across, down) = (width / factor, height / factor);
        for (var y = 0; y < down; y++)
        {
            // What is written here lies before all that is still to be read.
            var target = pixels.Slice(y * across, across);
            for (var x = 0; x < across; x++)
            {
                float sum = 0;
                for (var row = y * factor; row < (y + 1) * factor; row++)
                {
                    var start = (row * width) + (x * factor);
                    for (var i = start; i < start + factor; i++) sum += pixels[i];
                }
                target[x] = sum;
            }
        }
        return (across, down);
    }

    /// <summary>A copy with summed blocks.</summary>
    /// <exception cref="ArgumentException">The factor is not positive, or the frame is smaller than a block.</exception>
    public static Image Of(ImageView image, int factor)
    {
        var pixels = image.Pixels.ToArray();
        var (width, height) = Apply(pixels, image.Width, image.Height, factor);
        return new(width, height, pixels);
    }
}

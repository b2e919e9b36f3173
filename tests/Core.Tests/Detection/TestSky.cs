using Nocturne.Core.Imaging;

namespace Nocturne.Core.Tests.Detection;

/// <summary>Small synthetic skies with known truth.</summary>
sealed class TestSky(int width, int height, int seed = 1)
{
    readonly Random random = new(seed);

    public Image Image { get; } = new(width, height);

    public TestSky Plane(double level, double slopeX = 0, double slopeY = 0)
    {
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                Image[x, y] += (float)(level + (slopeX * x) + (slopeY * y));
        return this;
    }

    public TestSky Noise(double sigma)
    {
        for (var k = 0; k < Image.Pixels.Length; k++) Image.Pixels[k] += (float)(sigma * Gaussian());
        return this;
    }

    /// <summary>A Gaussian star sampled at the pixel centres.</summary>
    public TestSky Star(double x, double y, double flux, double sigma = 1.5)
    {
        for (var j = Math.Max(0, (int)(y - (8 * sigma))); j <= Math.Min(height - 1, y + (8 * sigma)); j++)
            for (var i = Math.Max(0, (int)(x - (8 * sigma))); i <= Math.Min(width - 1, x + (8 * sigma)); i++)
                Image[i, j] += (float)(flux / (2 * Math.PI * sigma * sigma) * Math.Exp(-(((i - x) * (i - x)) + ((j - y) * (j - y))) / (2 * sigma * sigma)));
        return this;
    }

    public TestSky Stars(int count, double fluxFrom, double fluxTo, double sigma = 1.5)
    {
        for (var k = 0; k < count; k++)
            Star(random.NextDouble() * (width - 1), random.NextDouble() * (height - 1), fluxFrom + (random.NextDouble() * (fluxTo - fluxFrom)), sigma);
        return this;
    }

    public TestSky Rounded()
    {
        for (var k = 0; k < Image.Pixels.Length; k++) Image.Pixels[k] = MathF.Round(Image.Pixels[k]);
        return this;
    }

    /// <summary>Box and Muller (1958).</summary>
    double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

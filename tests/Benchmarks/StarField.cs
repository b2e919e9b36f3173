using Nocturne.Core.Imaging;

namespace Nocturne.Benchmarks;

/// <summary>
/// A frame for the benchmarks: a sky of 500 ADU with a noise of 10.5 and Gaussian stars, in whole ADU as a camera gives them.
/// </summary>
static class StarField
{
    public static Image Make(int side, int stars)
    {
        var random = new Random(1);
        var image = new Image(side, side);
        foreach (ref var pixel in image.Pixels)
            pixel = (float)(500 + (10.5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
        for (var k = 0; k < stars; k++) AddStar(image, random.NextDouble() * (side - 1), random.NextDouble() * (side - 1), 300 + (19700 * random.NextDouble()));
        foreach (ref var pixel in image.Pixels) pixel = MathF.Round(pixel);
        return image;
    }

    static void AddStar(Image image, double x, double y, double flux)
    {
        const double Sigma = 1.5;
        for (var j = Math.Max(0, (int)y - 9); j <= Math.Min(image.Height - 1, (int)y + 9); j++)
            for (var i = Math.Max(0, (int)x - 9); i <= Math.Min(image.Width - 1, (int)x + 9); i++)
                image[i, j] += (float)(flux / (2 * Math.PI * Sigma * Sigma) * Math.Exp(-(((i - x) * (i - x)) + ((j - y) * (j - y))) / (2 * Sigma * Sigma)));
    }
}

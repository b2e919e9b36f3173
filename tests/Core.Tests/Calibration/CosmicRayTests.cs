using Nocturne.Core.Calibration;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Tests.Calibration;

/// <summary>Hits and stars that are known, in noise that is known.</summary>
public sealed class CosmicRayTests
{
    const int Side = 256;

    static readonly CosmicRayOptions Options = new() { Gain = 1, ReadNoise = 3 };

    static Image Sky(double level, Random random)
    {
        var image = new Image(Side, Side);
        foreach (ref var pixel in image.Pixels) pixel = (float)(level + (Math.Sqrt(level + 9) * Normal(random)));
        return image;
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    static void AddStar(Image image, double x, double y, double flux, double sigma, Random random)
    {
        for (var row = (int)y - 12; row <= (int)y + 12; row++)
        {
            for (var column = (int)x - 12; column <= (int)x + 12; column++)
            {
                var light = flux * Share(column - x, sigma) * Share(row - y, sigma);
                image[column, row] += (float)(light + (Math.Sqrt(Math.Max(0, light)) * Normal(random)));
            }
        }
    }

    /// <summary>Share of a Gaussian in a pixel, by Simpson's rule over it.</summary>
    static double Share(double offset, double sigma)
    {
        double Density(double at) => Math.Exp(-at * at / (2 * sigma * sigma)) / (sigma * Math.Sqrt(2 * Math.PI));
        return (Density(offset - 0.5) + (4 * Density(offset - 0.25)) + (2 * Density(offset)) + (4 * Density(offset + 0.25)) + Density(offset + 0.5)) / 12;
    }

    [Theory]
    [InlineData(100, 1.5)]
    [InlineData(1000, 1.0)]
    public void Hits_are_found_and_stars_are_spared(double sky, double sigma)
    {
        var random = new Random(5);
        var image = Sky(sky, random);
        var hits = new HashSet<int>();
        for (var i = 0; i < 40; i++) AddStar(image, random.Next(20, 236) + random.NextDouble(), random.Next(20, 236) + random.NextDouble(), Math.Pow(10, 3 + (2 * random.NextDouble())), sigma, random);
        var clean = image.Pixels.ToArray();
        for (var i = 0; i < 60; i++)
        {
            var (x, y, length) = (random.Next(3, 250), random.Next(3, 250), 1 + random.Next(3));
            for (var k = 0; k < length; k++)
            {
                image[x + k, y] += random.Next(15, 60) * (float)Math.Sqrt(sky + 9);
                hits.Add((y * Side) + x + k);
            }
        }
        var found = CosmicRays.Clean(image.Pixels, Side, Side, Options, PixelList.Empty);
        var replaced = found.Indices.ToArray().ToHashSet();
        Assert.InRange(hits.Count(replaced.Contains) / (double)hits.Count, 0.95, 1);
        Assert.InRange(replaced.Count(pixel => !Near(hits, pixel)), 0, 3);
        var left = hits.Where(replaced.Contains).Select(hit => Math.Abs(image.Pixels[hit] - clean[hit])).Order().ToArray();
        Assert.InRange(left[left.Length / 2], 0, 3 * Math.Sqrt(sky + 9));
    }

    [Fact]
    public void Undersampled_stars_need_a_higher_contrast()
    {
        var random = new Random(8);
        var image = Sky(200, random);
        for (var y = 20; y < 240; y += 20)
            for (var x = 20; x < 240; x += 20) AddStar(image, x + random.NextDouble(), y + random.NextDouble(), 20000, 0.7, random);
        var spared = CosmicRays.Clean(image.Pixels.ToArray(), Side, Side, Options with { Contrast = 12 }, PixelList.Empty);
        Assert.InRange(spared.Count, 0, 2);
    }

    [Fact]
    public void Noise_alone_is_left_as_it_is()
    {
        var image = Sky(300, new Random(3));
        var before = image.Pixels.ToArray();
        var found = CosmicRays.Clean(image.Pixels, Side, Side, Options, PixelList.Empty);
        Assert.InRange(found.Count, 0, 2);
        if (found.Count == 0) Assert.Equal(before, image.Pixels.ToArray());
    }

    [Fact]
    public void Saturated_stars_and_bad_pixels_are_not_touched()
    {
        var random = new Random(4);
        var image = Sky(100, random);
        AddStar(image, 60, 60, 5e6, 1.3, random);
        foreach (ref var pixel in image.Pixels) pixel = Math.Min(pixel, 60000);
        image[100, 100] = float.NaN;
        image[101, 100] += 3000;
        var saturated = PixelList.AtOrAbove(image.Pixels, 60000);
        Assert.True(saturated.Count > 3);
        var found = CosmicRays.Clean(image.Pixels, Side, Side, Options, saturated).Indices.ToArray();
        Assert.DoesNotContain(found, pixel => saturated.Indices.Contains(pixel));
        Assert.Contains((100 * Side) + 101, found);
        Assert.True(float.IsNaN(image[100, 100]));
    }

    /// <summary>The same as the definition, written down without any shortcut.</summary>
    [Fact]
    public void The_shortcuts_lose_nothing()
    {
        var random = new Random(12);
        var image = Sky(150, random);
        for (var i = 0; i < 15; i++) AddStar(image, random.Next(20, 236), random.Next(20, 236), 8000, 1.2, random);
        for (var i = 0; i < 30; i++) image[random.Next(Side), random.Next(Side)] += random.Next(80, 900);
        var expected = Plain(image);
        Assert.True(expected.Count > 15);
        var found = CosmicRays.Clean(image.Pixels, Side, Side, Options with { Iterations = 1 }, PixelList.Empty);
        Assert.Equal(expected.Order(), found.Indices.ToArray());
    }

    static HashSet<int> Plain(Image image)
    {
        float[] pixels = image.Pixels.ToArray(), significance = new float[pixels.Length], noise = new float[pixels.Length];
        var fine = Median(pixels, 3);
        var smooth = Median(fine, 7);
        var five = Median(pixels, 5);
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % Side, i / Side);
            float At(int column, int row) => column < 0 || row < 0 || column >= Side || row >= Side ? pixels[i] : pixels[(row * Side) + column];
            noise[i] = MathF.Sqrt(MathF.Max(five[i], 1e-5f) + 9);
            float sum = 0;
            foreach (var (dx, dy) in new[] { (-1, -1), (1, -1), (-1, 1), (1, 1) }) sum += MathF.Max(0, (2 * pixels[i]) - At(x + dx, y) - At(x, y + dy));
            significance[i] = sum / 4 / (2 * noise[i]);
        }
        var middle = Median(significance, 5);
        var hits = new HashSet<int>();
        for (var i = 0; i < pixels.Length; i++)
        {
            var standing = significance[i] - middle[i];
            if (standing > 4.5 && standing > 5 * MathF.Max(0.01f, (fine[i] - smooth[i]) / noise[i])) hits.Add(i);
        }
        foreach (var limit in new[] { 4.5, 4.5 * 0.3 })
            hits.UnionWith(Enumerable.Range(0, pixels.Length).Where(i => Near(hits, i) && significance[i] - middle[i] > limit && significance[i] - middle[i] > 1.5f * MathF.Max(0.01f, (fine[i] - smooth[i]) / noise[i])).ToArray());
        return hits;
    }

    static float[] Median(float[] pixels, int size)
    {
        var result = new float[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var window = new List<float>();
            for (var row = Math.Max(0, (i / Side) - (size / 2)); row <= Math.Min(Side - 1, (i / Side) + (size / 2)); row++)
                for (var column = Math.Max(0, (i % Side) - (size / 2)); column <= Math.Min(Side - 1, (i % Side) + (size / 2)); column++) window.Add(pixels[(row * Side) + column]);
            window.Sort();
            result[i] = window.Count % 2 == 1 ? window[window.Count / 2] : (window[(window.Count / 2) - 1] + window[window.Count / 2]) / 2;
        }
        return result;
    }

    static bool Near(HashSet<int> pixels, int pixel)
    {
        for (var dy = -1; dy <= 1; dy++)
            for (var dx = -1; dx <= 1; dx++)
                if (pixels.Contains(pixel + (dy * Side) + dx)) return true;
        return false;
    }
}

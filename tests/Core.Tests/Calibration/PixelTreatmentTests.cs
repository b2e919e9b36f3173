using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Tests.Calibration;

public sealed class PixelTreatmentTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-pixels-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(64, 9)]
    [InlineData(67, 31)]
    public void The_median_filter_is_the_median_of_nine(int width, int height)
    {
        var random = new Random(width);
        var pixels = new float[width * height];
        foreach (ref var pixel in pixels.AsSpan()) pixel = random.Next(100);
        if (pixels.Length > 200) pixels[137] = float.NaN;
        var expected = new float[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var window = new List<float>();
            for (var dy = -1; dy <= 1; dy++)
                for (var dx = -1; dx <= 1; dx++) window.Add(pixels[(Math.Clamp((i / width) + dy, 0, height - 1) * width) + Math.Clamp((i % width) + dx, 0, width - 1)]);
            window.RemoveAll(float.IsNaN);
            window.Sort();
            var half = window.Count / 2;
            expected[i] = float.IsNaN(pixels[i]) ? float.NaN : window.Count % 2 == 1 ? window[half] : (window[half - 1] + window[half]) / 2;
        }
        MedianFilter.Apply(pixels, width, height);
        Assert.Equal(expected, pixels);
    }

    [Fact]
    public void Warm_pixels_are_replaced_and_stars_stay()
    {
        var random = new Random(2);
        var image = new Image(200, 200);
        foreach (ref var pixel in image.Pixels) pixel = (float)(100 + (10 * Normal(random)));
        var stars = new List<(int X, int Y)>();
        for (var y = 15; y < 190; y += 25)
        {
            for (var x = 15; x < 190; x += 25)
            {
                stars.Add((x, y));
                var (cx, cy) = (x + random.NextDouble() - 0.5, y + random.NextDouble() - 0.5);
                for (var dy = -6; dy <= 6; dy++)
                    for (var dx = -6; dx <= 6; dx++) image[x + dx, y + dy] += (float)(400 * Math.Exp(-((Square(x + dx - cx) + Square(y + dy - cy)) / 2)));
            }
        }
        var warm = new HashSet<int>();
        while (warm.Count < 300)
        {
            var (x, y) = (random.Next(2, 198), random.Next(2, 198));
            if (!stars.Exists(star => Square(star.X - x) + Square(star.Y - y) < 80)) warm.Add((y * 200) + x);
        }
        foreach (var pixel in warm) image.Pixels[pixel] += 120;
        var replaced = WarmPixels.Replace(image.Pixels, 200, 200, 1).Indices.ToArray().ToHashSet();
        Assert.InRange(warm.Count(replaced.Contains), 270, 300);
        Assert.DoesNotContain(replaced, pixel => stars.Exists(star => Square(star.X - (pixel % 200)) + Square(star.Y - (pixel / 200)) < 9));
        Assert.InRange(replaced.Count(pixel => !warm.Contains(pixel)), 0, 5);
    }

    [Fact]
    public void Rebinning_sums_blocks_and_drops_what_fills_none()
    {
        var image = new Image(7, 5);
        for (var i = 0; i < 35; i++) image.Pixels[i] = i;
        var binned = Rebinning.Of(image.View, 2);
        Assert.Equal((3, 2), (binned.Width, binned.Height));
        Assert.Equal([0 + 1 + 7 + 8, 2 + 3 + 9 + 10, 4 + 5 + 11 + 12, 14 + 15 + 21 + 22, 16 + 17 + 23 + 24, 18 + 19 + 25 + 26], binned.Pixels.ToArray().Select(pixel => (int)pixel));
        Assert.Equal([0, 5], PixelList.Of([0, 8, 26, 34]).Rebinned(7, 5, 2).Indices.ToArray());
    }

    [Fact]
    public void A_list_of_pixels_finds_those_of_a_row()
    {
        var list = PixelList.Of([7, 3, 12, 3, 40]);
        Assert.Equal([3, 7, 12, 40], list.Indices.ToArray());
        Assert.Equal([7, 12], list.Within(5, 10).ToArray());
        Assert.Empty(list.Within(13, 10).ToArray());
        Assert.Equal([1, 3, 7, 12, 40], list.And(PixelList.Of([1])).Indices.ToArray());
        float[] counts = [.. Enumerable.Range(0, 3000).Select(i => (float)(i % 1000))];
        Assert.Equal([999, 1999, 2999], PixelList.AtOrAbove(counts, 999).Indices.ToArray());
    }

    [Fact]
    public void Bad_pixels_come_from_a_list()
    {
        var path = Path.Combine(folder, "bad.txt");
        File.WriteAllText(path, "# camera 1\n3 1\n0 2 2 2  # a patch\n* 4\n9 *\n");
        var bad = BadPixelFile.Read(path, 10, 6).Indices.ToArray();
        int[] expected = [9, 13, 19, 20, 21, 29, 30, 31, 39, .. Enumerable.Range(40, 10), 59];
        Assert.Equal(expected, bad);
        Assert.Equal([1], BadPixelFile.Read(path, 2, 2, (2, 0)).Indices.ToArray().Select(pixel => pixel - 2));
    }

    [Fact]
    public void Bad_pixels_come_from_an_image_and_must_fit()
    {
        var path = Path.Combine(folder, "bad.fits");
        var mask = new byte[60];
        mask[13] = 1;
        mask[59] = 7;
        FitsWriter.WriteImage(path, new FitsHeader(), 10, 6, mask);
        Assert.Equal([13, 59], BadPixelFile.Read(path, 10, 6).Indices.ToArray());
        Assert.Equal([1], BadPixelFile.Read(path, 4, 2, (2, 1)).Indices.ToArray());
        Assert.Contains("another camera or binning", Assert.Throws<FormatException>(() => BadPixelFile.Read(path, 20, 12)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "odd.txt"), "3 1\nthree one\n");
        Assert.Contains("odd.txt:2: 'three one' is no place", Assert.Throws<FormatException>(() => BadPixelFile.Read(Path.Combine(folder, "odd.txt"), 10, 6)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_treatment_takes_bad_pixels_out_and_tells_what_it_replaced()
    {
        var random = new Random(6);
        var pixels = new float[64 * 64];
        foreach (ref var pixel in pixels.AsSpan()) pixel = (float)(100 + (10 * Normal(random)));
        pixels[700] = 5000;
        var treatment = new PixelTreatment { BadPixels = PixelList.Of([10, 11, 9999]), CosmicRays = new() };
        var replaced = treatment.Apply(pixels, 64, 64, PixelList.Empty, 1, 3);
        Assert.True(float.IsNaN(pixels[10]) && float.IsNaN(pixels[11]));
        Assert.Contains(700, replaced.Indices.ToArray());
        Assert.InRange(pixels[700], 60, 140);
    }

    static double Square(double value) => value * value;
}

using Nocturne.Core.Background;
using Nocturne.Core.Imaging;
using Nocturne.Core.Tests.Detection;

namespace Nocturne.Core.Tests.Background;

public class BackgroundEstimationTests
{
    public static TheoryData<BackgroundEstimator> Estimators => [.. Enum.GetValues<BackgroundEstimator>()];

    static BackgroundMesh Estimate(Image image, BackgroundEstimator estimator, int box = 64, bool[]? mask = null) =>
        BackgroundEstimation.Estimate(image.View, mask, new() { Estimator = estimator, BoxWidth = box, BoxHeight = box });

    [Theory, MemberData(nameof(Estimators))]
    public void A_constant_image_is_its_own_background(BackgroundEstimator estimator)
    {
        var mesh = Estimate(new TestSky(150, 130).Plane(321).Image, estimator);
        var row = new float[150];
        mesh.LevelRow(77, row);
        Assert.All(row, value => Assert.Equal(321, value, 1e-3));
        Assert.Equal(321, mesh.GlobalLevel, 1e-4);
    }

    [Theory, MemberData(nameof(Estimators))]
    public void Level_and_rms_of_white_noise_are_found(BackgroundEstimator estimator)
    {
        var mesh = Estimate(new TestSky(512, 512).Plane(1000).Noise(10).Image, estimator);
        Assert.Equal(1000, mesh.GlobalLevel, 0.15);
        Assert.Equal(10, mesh.GlobalRms, 0.2);
        Assert.Equal(1000, mesh.LevelAt(256.5, 100.25), 1.0);
        Assert.Equal(10, mesh.RmsAt(3, 500), 0.5);
    }

    [Fact]
    public void A_sloping_sky_is_recovered_to_a_quarter_of_a_unit_up_to_the_corners()
    {
        var sky = new TestSky(256, 200).Plane(500, 0.25, -0.4);
        var mesh = Estimate(sky.Image, BackgroundEstimator.Gradient);
        var row = new float[256];
        for (var y = 0; y < 200; y++)
        {
            mesh.LevelRow(y, row);
            for (var x = 0; x < 256; x++) Assert.Equal(sky.Image[x, y], row[x], 0.25);
        }
    }

    [Theory, MemberData(nameof(Estimators))]
    public void Rows_points_and_cutouts_tell_the_same(BackgroundEstimator estimator)
    {
        var mesh = Estimate(new TestSky(300, 222).Plane(100, 0.1, 0.2).Noise(5).Stars(20, 500, 9000).Image, estimator, 40);
        float[] row = new float[300], rms = new float[300], cutout = new float[31 * 7], part = new float[31];
        var exact = new double[300];
        mesh.LevelCutout(101, 88, 31, 7, cutout);
        for (var y = 88; y < 95; y++)
        {
            mesh.LevelRow(y, row);
            mesh.LevelRow(y, exact);
            mesh.RmsRow(y, rms);
            mesh.LevelRow(y, part, 101);
            for (var x = 0; x < 300; x++)
            {
                Assert.Equal(mesh.LevelAt(x, y), exact[x], 1e-9);
                Assert.Equal(mesh.LevelAt(x, y), row[x], 1e-4);
                Assert.Equal(mesh.RmsAt(x, y), rms[x], 1e-4);
            }
            foreach (var (start, length) in new[] { (0, 7), (3, 40), (101, 31), (250, 50) })
            {
                // To the last digit: what is measured must not depend on how much was looked at.
                var some = new double[length];
                mesh.LevelRow(y, some, start);
                Assert.Equal(exact[start..(start + length)], some);
            }

            for (var x = 0; x < 31; x++)
            {
                Assert.Equal(row[101 + x], part[x], 1e-4);
                Assert.Equal(part[x], cutout[((y - 88) * 31) + x]);
            }
        }
    }

    [Theory, MemberData(nameof(Estimators))]
    public void Masked_and_undefined_pixels_do_not_count(BackgroundEstimator estimator)
    {
        var sky = new TestSky(192, 192).Plane(200).Noise(4);
        var mask = new bool[192 * 192];
        for (var y = 70; y < 90; y++)
            for (var x = 70; x < 90; x++)
            {
                mask[(y * 192) + x] = true;
                sky.Image[x, y] = 60000;
            }
        for (var x = 0; x < 192; x++) sky.Image[x, 100] = x % 2 == 0 ? float.NaN : float.PositiveInfinity;
        var mesh = BackgroundEstimation.Estimate(sky.Image.View, mask, new() { Estimator = estimator, ExcludePercentile = 50 });
        Assert.All(mesh.LevelMesh.ToArray(), level => Assert.Equal(200, level, 1.0));
        Assert.All(mesh.Status.ToArray(), status => Assert.Equal(MeshStatus.Measured, status));
    }

    [Theory, MemberData(nameof(Estimators))]
    public void A_box_without_pixels_is_filled_from_its_neighbours(BackgroundEstimator estimator)
    {
        var sky = new TestSky(256, 256).Plane(200).Noise(4);
        var mask = new bool[256 * 256];
        for (var y = 64; y < 128; y++) mask.AsSpan((y * 256) + 128, 64).Fill(true);
        var mesh = BackgroundEstimation.Estimate(sky.Image.View, mask, new() { Estimator = estimator });
        Assert.Equal(MeshStatus.Filled, mesh.Status[6]);
        Assert.Equal(1, mesh.Status.ToArray().Count(status => status != MeshStatus.Measured));
        Assert.Equal(200, mesh.LevelAt(160, 96), 1.0);
    }

    [Theory, MemberData(nameof(Estimators))]
    public void An_image_without_usable_pixels_says_so(BackgroundEstimator estimator)
    {
        var image = new Image(100, 100);
        image.Pixels.Fill(float.NaN);
        var mesh = Estimate(image, estimator);
        Assert.True(mesh.IsEmpty);
        Assert.Equal(estimator == BackgroundEstimator.Classic ? 0 : double.NaN, mesh.LevelAt(50, 50));
        Assert.Equal(estimator == BackgroundEstimator.Classic ? 1 : double.NaN, mesh.RmsAt(50, 50));
    }

    [Fact]
    public void A_frame_full_of_stars_gets_a_poor_sky_rather_than_none()
    {
        var sky = new TestSky(128, 128).Plane(100).Noise(3).Stars(500, 1000, 20000);
        var mesh = BackgroundEstimation.Estimate(sky.Image.View, default, new() { Estimator = BackgroundEstimator.Photutils, ExcludePercentile = 0 });
        Assert.All(mesh.Status.ToArray(), status => Assert.Equal(MeshStatus.Poor, status));
        Assert.True(double.IsFinite(mesh.GlobalLevel));
    }

    [Theory, MemberData(nameof(Estimators))]
    public void Images_smaller_than_a_box_or_one_pixel_thin_have_a_background(BackgroundEstimator estimator)
    {
        foreach (var (width, height) in new[] { (1, 1), (1, 40), (40, 1), (5, 3), (65, 64), (2, 129) })
        {
            var sky = new TestSky(width, height).Plane(50);
            var mesh = Estimate(sky.Image, estimator);
            Assert.Equal(50, mesh.LevelAt(width / 2, height / 2), 1e-4);
            mesh.Subtract(sky.Image.View, sky.Image.Pixels);
            Assert.All(sky.Image.Pixels.ToArray(), value => Assert.Equal(0, value, 1e-3));
        }
    }

    [Fact]
    public void Options_without_meaning_are_refused_with_a_sentence()
    {
        var image = new Image(10, 10);
        foreach (var options in new BackgroundOptions[]
        {
            new() { BoxWidth = 0 }, new() { BoxHeight = -3 }, new() { FilterWidth = 2 }, new() { FilterHeight = 0 },
            new() { FilterThreshold = double.NaN }, new() { ExcludePercentile = 101 }, new() { Estimator = (BackgroundEstimator)9 },
        })
            Assert.EndsWith(".", Assert.ThrowsAny<ArgumentException>(() => BackgroundEstimation.Estimate(image.View, default, options)).Message);
        Assert.ThrowsAny<ArgumentException>(() => BackgroundEstimation.Estimate(default, default, new()));
        Assert.ThrowsAny<ArgumentException>(() => BackgroundEstimation.Estimate(image.View, new bool[7], new()));
    }

    [Fact]
    public void Holes_are_filled_from_the_nearest_boxes_wherever_they_are()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 50; trial++)
        {
            var (columns, rows) = (random.Next(1, 9), random.Next(1, 9));
            var good = new bool[columns * rows];
            for (var k = 0; k < good.Length; k++) good[k] = random.Next(4) == 0;
            good[random.Next(good.Length)] = true;
            MeshGrid nearest = new(columns, rows), distance = new(columns, rows), rms = new(columns, rows);
            for (var k = 0; k < good.Length; k++) nearest.Values[k] = distance.Values[k] = good[k] ? random.Next(1000) : double.NaN;
            MeshRepair.FillFromNearest(nearest, rms, good);
            MeshRepair.FillByDistance(distance, rms, good);
            for (var k = 0; k < good.Length; k++)
            {
                if (good[k]) continue;
                var others = Enumerable.Range(0, good.Length).Where(at => good[at])
                    .Select(at => (At: at, Square: Math.Pow((at % columns) - (k % columns), 2) + Math.Pow((at / columns) - (k / columns), 2)))
                    .OrderBy(other => other.Square).ThenBy(other => other.At).ToArray();
                Assert.Equal(others.Where(other => other.Square == others[0].Square).Average(other => nearest.Values[other.At]), nearest.Values[k], 1e-9);
                var ten = others.Take(10).ToArray();
                Assert.Equal(ten.Sum(other => distance.Values[other.At] / Math.Sqrt(other.Square)) / ten.Sum(other => 1 / Math.Sqrt(other.Square)), distance.Values[k], 1e-9);
            }
        }
    }
}

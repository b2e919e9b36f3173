using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Tests.Background;

/// <summary>A mesh that somebody else fills, and one level for a whole frame.</summary>
public sealed class OwnBackgroundTests
{
    sealed class Slope : IFrameBackground
    {
        public void Estimate(ImageView frame, ReadOnlySpan<bool> mask, MeshBoxes boxes, Span<double> level, Span<double> rms)
        {
            for (var row = 0; row < boxes.Rows; row++)
            {
                for (var column = 0; column < boxes.Columns; column++)
                {
                    var (x, y, width, height) = boxes[column, row];
                    var at = (row * boxes.Columns) + column;
                    level[at] = 100 + (0.5 * (x + ((width - 1) / 2.0))) - (0.25 * (y + ((height - 1) / 2.0)));
                    rms[at] = column == 1 && row == 1 ? double.NaN : 3;
                }
            }
        }
    }

    sealed class Nothing : IFrameBackground
    {
        public void Estimate(ImageView frame, ReadOnlySpan<bool> mask, MeshBoxes boxes, Span<double> level, Span<double> rms) => level.Fill(double.NaN);
    }

    [Fact]
    public void The_surfaces_go_through_the_values_of_ones_own()
    {
        var mesh = BackgroundEstimation.Estimate(new Image(160, 120).View, default, new Slope(), new BackgroundOptions { BoxWidth = 20, BoxHeight = 20, FilterWidth = 1, FilterHeight = 1 });
        for (var y = 5; y < 120; y += 10)
        {
            for (var x = 5; x < 160; x += 10)
            {
                // The box without a value takes that of a neighbour.
                if (x < 70 && y < 70) continue;
                Assert.Equal(100 + (0.5 * x) - (0.25 * y), mesh.LevelAt(x, y), 0.5);
                Assert.Equal(3, mesh.RmsAt(x, y), 1e-6);
            }
        }

        Assert.Equal(MeshStatus.Filled, mesh.Status[(1 * mesh.Columns) + 1]);
    }

    [Fact]
    public void One_that_knows_nothing_gives_an_empty_mesh() =>
        Assert.True(BackgroundEstimation.Estimate(new Image(64, 64).View, default, new Nothing(), new BackgroundOptions { BoxWidth = 16, BoxHeight = 16 }).IsEmpty);

    [Theory]
    [InlineData(128, 128)]
    [InlineData(700, 500)]
    public void One_level_for_a_frame_is_that_of_its_sky_without_the_stars(int width, int height)
    {
        var random = new Random(3);
        var image = new Image(width, height);
        foreach (ref var pixel in image.Pixels) pixel = (float)(250 + (7 * Photometry.SyntheticStars.Normal(random)) + (random.NextDouble() < 0.01 ? 2000 : 0));
        image[5, 5] = float.NaN;
        var sky = WholeFrameSky.Estimate(image.View);
        Assert.Equal(250, sky.Level, 0.25);
        Assert.Equal(7, sky.Rms, 0.2);
    }
}

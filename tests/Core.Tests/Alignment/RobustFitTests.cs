using Nocturne.Core.Alignment;

namespace Nocturne.Core.Tests.Alignment;

/// <summary>One star whose centre wanders must not take the map along, though there are only four or five.</summary>
public sealed class RobustFitTests
{
    static readonly Star[] Four = [new(60, 70, 50_000, 0.1), new(190, 85, 30_000, 0.1), new(110, 200, 20_000, 0.1), new(205, 190, 10_000, 0.1)];

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_blend_that_moves_by_half_a_pixel_pulls_the_map_by_less_than_a_twentieth(int count)
    {
        Star[] field = [.. Four.Append(new(130, 120, 15_000, 0.1)).Take(count)];
        var worst = 0.0;
        for (var off = 0; off < count; off++)
        {
            var pairs = Seen(field, seed: off, noise: 0.02);
            pairs[off] = pairs[off] with { Frame = pairs[off].Frame with { X = pairs[off].Frame.X + 0.5, Y = pairs[off].Frame.Y - 0.3 } };
            worst = Math.Max(worst, Error(RobustFit.Fit(pairs, PlaneTransform.Identity, AlignmentMode.Similarity)));
        }
        Assert.InRange(worst, 0, 0.06);
    }

    [Fact]
    public void A_star_in_eclipse_whose_neighbour_shifts_its_centre_counts_little()
    {
        var pairs = Seen(Four, seed: 9, noise: 0.02);
        var seen = pairs[0].Frame;
        pairs[0] = pairs[0] with { Frame = seen with { X = seen.X + 0.4, Flux = 0.5 * seen.Flux } };
        Assert.InRange(Error(RobustFit.Fit(pairs, PlaneTransform.Identity, AlignmentMode.Similarity)), 0, 0.1);
        Assert.True(Error(SimilarityFit.Fit(pairs, AlignmentMode.Similarity)) > 0.15);
    }

    [Fact]
    public void Cloud_that_dims_all_stars_alike_changes_nothing()
    {
        var pairs = Seen(Four, seed: 3, noise: 0.05);
        var dimmed = Array.ConvertAll(pairs, pair => pair with { Frame = pair.Frame with { Flux = 0.2 * pair.Frame.Flux } });
        Assert.Equal(RobustFit.Fit(pairs, PlaneTransform.Identity, AlignmentMode.Similarity), RobustFit.Fit(dimmed, PlaneTransform.Identity, AlignmentMode.Similarity));
    }

    [Fact]
    public void Where_all_stars_agree_it_is_the_least_squares_map_also_for_a_field_that_turned()
    {
        var turn = new PlaneTransform(Math.Cos(0.01), -Math.Sin(0.01), 3, Math.Sin(0.01), Math.Cos(0.01), -2);
        StarPair[] pairs = [.. Four.Select(star => new StarPair(star, new(turn.Apply(star.X, star.Y).X, turn.Apply(star.X, star.Y).Y, star.Flux, 0.02)))];
        var fitted = RobustFit.Fit(pairs, PlaneTransform.Identity, AlignmentMode.Similarity);
        Assert.Equal(turn.X0, fitted.X0, 1e-6);
        Assert.Equal(turn.Yx, fitted.Yx, 1e-9);
    }

    /// <summary>The field shifted by (1.5, -2.25).</summary>
    static StarPair[] Seen(Star[] field, int seed, double noise)
    {
        var random = new Random(seed);
        double Noise() => noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Array.ConvertAll(field, star => new StarPair(star, new(star.X + 1.5 + Noise(), star.Y - 2.25 + Noise(), star.Flux, Math.Max(noise, 0.02))));
    }

    /// <summary>Largest error of the map over the field [pixels].</summary>
    static double Error(PlaneTransform map)
    {
        var worst = 0.0;
        foreach (var star in Four)
        {
            var (x, y) = map.Apply(star.X, star.Y);
            worst = Math.Max(worst, Math.Max(Math.Abs(x - star.X - 1.5), Math.Abs(y - star.Y + 2.25)));
        }
        return worst;
    }
}

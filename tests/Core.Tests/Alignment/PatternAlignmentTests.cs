using Nocturne.Core.Alignment;

namespace Nocturne.Core.Tests.Alignment;

/// <summary>Fields of random stars, moved by a known map, must be recognised; other fields must not.</summary>
public sealed class PatternAlignmentTests
{
    const int Side = 512;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(37.5, -21.25, 3)]
    [InlineData(-140, 60, 0)]
    [InlineData(5, 5, 180)]
    [InlineData(12, -8, -90)]
    public void A_moved_and_turned_field_is_recognised(double dx, double dy, double degrees)
    {
        var random = new Random(7);
        for (var trial = 0; trial < 40; trial++)
        {
            var field = Field(random, 20);
            var map = AboutCentre(degrees, 1, dx, dy);
            var result = PatternAlignment.Align(field, Seen(field, map, random, noise: 0.1), Side, Side, new());
            Assert.NotNull(result.Transform);
            AssertClose(map, result.Transform.Value, 0.4);
        }
    }

    [Fact]
    public void Another_field_is_refused()
    {
        var random = new Random(11);
        var accepted = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            var result = PatternAlignment.Align(Field(random, 15), Field(random, 15), Side, Side, new());
            if (result.Transform is not null) accepted++;
        }
        Assert.Equal(0, accepted);
    }

    [Fact]
    public void Half_of_the_stars_may_be_missing_or_false()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 40; trial++)
        {
            var field = Field(random, 14);
            var map = AboutCentre(2, 1, 10, -15);
            var seen = Seen(field, map, random, noise: 0.1).Where((_, i) => i % 2 == 0).Concat(Field(random, 5)).ToArray();
            var result = PatternAlignment.Align(field, seen, Side, Side, new());
            Assert.NotNull(result.Transform);
            AssertClose(map, result.Transform.Value, 0.4);
        }
    }

    [Fact]
    public void Three_stars_are_enough_and_two_are_not()
    {
        Star[] three = [new(100, 100, 3), new(400, 130, 2), new(220, 380, 1)];
        var moved = three.Select(s => s with { X = s.X + 7, Y = s.Y - 4 }).ToArray();
        Assert.NotNull(PatternAlignment.Align(three, moved, Side, Side, new()).Transform);
        Assert.Equal(AlignmentFailure.TooFewStars, PatternAlignment.Align(three, moved.AsSpan(0, 2), Side, Side, new()).Failure);
    }

    [Fact]
    public void The_order_of_the_lists_does_not_matter()
    {
        var random = new Random(5);
        var field = Field(random, 15);
        var seen = Seen(field, AboutCentre(4, 1, 9, 9), random, noise: 0.05);
        var expected = PatternAlignment.Align(field, seen, Side, Side, new());
        random.Shuffle(field);
        random.Shuffle(seen);
        Assert.Equal(expected.Transform, PatternAlignment.Align(field, seen, Side, Side, new()).Transform);
    }

    [Fact]
    public void Defect_4_the_scale_limit_works_both_ways()
    {
        var random = new Random(9);
        var field = Field(random, 15);
        foreach (var scale in new[] { 0.9, 1.1 })
        {
            var seen = Seen(field, AboutCentre(0, scale, 0, 0), random, noise: 0);
            Assert.Null(PatternAlignment.Align(field, seen, Side, Side, new()).Transform);
            Assert.NotNull(PatternAlignment.Align(field, seen, Side, Side, new() { MaximumScaleChange = 0.2 }).Transform);
        }
    }

    [Fact]
    public void Defect_3_the_rotation_limit_is_in_degrees()
    {
        var random = new Random(13);
        var field = Field(random, 15);
        var seen = Seen(field, AboutCentre(8, 1, 0, 0), random, noise: 0);
        Assert.Null(PatternAlignment.Align(field, seen, Side, Side, new() { MaximumRotationDegrees = 5 }).Transform);
        Assert.NotNull(PatternAlignment.Align(field, seen, Side, Side, new() { MaximumRotationDegrees = 10 }).Transform);
    }

    [Fact]
    public void A_mirror_image_matches_only_when_asked()
    {
        var random = new Random(17);
        var field = Field(random, 15);
        var seen = field.Select(s => s with { X = Side - 1 - s.X }).ToArray();
        Assert.Null(PatternAlignment.Align(field, seen, Side, Side, new()).Transform);
        var result = PatternAlignment.Align(field, seen, Side, Side, new() { AllowMirror = true });
        Assert.NotNull(result.Transform);
        Assert.True(result.Transform.Value.Determinant < 0);
        Assert.True(result.Residual < 1e-9);
    }

    [Fact]
    public void Defect_19_a_translation_is_not_pulled_by_a_false_star()
    {
        var random = new Random(19);
        var field = Field(random, 10);
        var seen = Seen(field, PlaneTransform.Shift(30, -12), random, noise: 0.05).Append(new Star(5, 500, 1e6)).ToArray();
        var result = PatternAlignment.Align(field, seen, Side, Side, new() { Mode = AlignmentMode.Translation });
        Assert.NotNull(result.Transform);
        AssertClose(PlaneTransform.Shift(30, -12), result.Transform.Value, 0.1);
    }

    [Fact]
    public void A_pattern_that_looks_the_same_upside_down_is_called_ambiguous()
    {
        Star[] field = [new(100, 100, 4), new(412, 412, 3), new(150, 330, 2), new(362, 182, 1)];
        Assert.Equal(AlignmentFailure.Ambiguous, PatternAlignment.Align(field, field, Side, Side, new()).Failure);
        Assert.NotNull(PatternAlignment.Align(field, field, Side, Side, new() { MaximumRotationDegrees = 90 }).Transform);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(180)]
    public void Three_stars_of_a_small_frame_are_enough_when_the_orientation_is_known(double degrees)
    {
        const int small = 128;
        Star[] three = [new(30, 30, 3), new(90, 42, 2), new(66, 100, 1)];
        var turned = PlaneTransform.Shift(-64, -64).Then(About(2)).Then(PlaneTransform.Shift(64, 64));
        var moved = turned.Then(PlaneTransform.Shift(-64, -64)).Then(About(degrees)).Then(PlaneTransform.Shift(64 + 17, 64 - 20));
        var seen = three.Select(star => moved.Apply(star.X, star.Y)).Select((place, i) => new Star(place.X, place.Y, 3 - i)).ToArray();
        var result = PatternAlignment.Align(three, seen, small, small, new(), turned);
        Assert.NotNull(result.Transform);
        Assert.Equal(moved.X0, result.Transform.Value.X0, 1e-6);

        static PlaneTransform About(double angle)
        {
            var (s, c) = Math.SinCos(angle * Math.PI / 180);
            return new(c, -s, 0, s, c, 0);
        }
    }

    [Fact]
    public void Among_thousands_of_other_fields_none_is_taken_for_the_reference()
    {
        var random = new Random(23);
        var accepted = 0;
        for (var trial = 0; trial < 2000; trial++)
        {
            if (PatternAlignment.Align(Field(random, 6 + (trial % 4)), Field(random, 6 + (trial % 3)), Side, Side, new()).Transform is not null) accepted++;
        }
        Assert.Equal(0, accepted);
    }

    [Fact]
    public void A_map_and_its_inverse_undo_each_other()
    {
        var map = AboutCentre(33, 0.84, 12, -3);
        var (x, y) = map.Then(map.Inverse()).Apply(100, 200);
        Assert.Equal(100, x, 9);
        Assert.Equal(200, y, 9);
    }

    static Star[] Field(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Star(random.NextDouble() * Side, random.NextDouble() * Side, Math.Pow(10, 3 + random.NextDouble())))];

    static Star[] Seen(Star[] field, PlaneTransform map, Random random, double noise) =>
        [.. field.Select(s =>
        {
            var (x, y) = map.Apply(s.X, s.Y);
            return s with { X = x + (noise * Normal(random)), Y = y + (noise * Normal(random)), Flux = s.Flux * (0.9 + (0.2 * random.NextDouble())) };
        }).Where(s => s.X is >= 0 and < Side && s.Y is >= 0 and < Side)];

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    static PlaneTransform AboutCentre(double degrees, double scale, double dx, double dy)
    {
        var (s, c) = Math.SinCos(degrees * Math.PI / 180);
        const double centre = (Side - 1) / 2.0;
        return PlaneTransform.Shift(-centre, -centre).Then(new(scale * c, -scale * s, 0, scale * s, scale * c, 0)).Then(PlaneTransform.Shift(centre + dx, centre + dy));
    }

    static void AssertClose(PlaneTransform expected, PlaneTransform actual, double pixels)
    {
        foreach (var (x, y) in new[] { (0.0, 0.0), (Side - 1.0, 0.0), (0.0, Side - 1.0), (Side - 1.0, Side - 1.0) })
        {
            var (ex, ey) = expected.Apply(x, y);
            var (ax, ay) = actual.Apply(x, y);
            Assert.True(Math.Abs(ex - ax) < pixels && Math.Abs(ey - ay) < pixels, $"corner ({x},{y}): ({ex:F2},{ey:F2}) expected but ({ax:F2},{ay:F2})");
        }
    }
}

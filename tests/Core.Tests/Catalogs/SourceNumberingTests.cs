using Nocturne.Core.Alignment;
using Nocturne.Core.Catalogs;

namespace Nocturne.Core.Tests.Catalogs;

/// <summary>Star 3 is the same star in every band, or the bands share no number at all.</summary>
public sealed class SourceNumberingTests
{
    const int Side = 512;

    static readonly NumberingOptions Options = new();

    [Fact]
    public void The_first_band_is_numbered_from_the_brightest_star_on()
    {
        var numbered = SourceNumbering.Number([], Catalogue([(10, 10, 5), (20, 20, 9), (30, 30, 7)]), Options);
        Assert.Equal([9, 7, 5], numbered.Catalogue.Sources.Select(source => source.Flux));
        Assert.Equal([1, 2, 3], numbered.Catalogue.Sources.Select(source => source.Number));
        Assert.Null(numbered.Refusal);
    }

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(0.84, -1.1, false)]
    [InlineData(0.84, 178, false)]
    [InlineData(1.19, 33, true)]
    [InlineData(2, -90, true)]
    public void A_camera_of_another_scale_turn_and_parity_gets_the_same_numbers(double scale, double degrees, bool mirrored)
    {
        var random = new Random(3);
        for (var trial = 0; trial < 40; trial++)
        {
            var field = Field(random, 18);
            var first = SourceNumbering.Number([], Seen(field, PlaneTransform.Identity, random, colours: 0), Options).Catalogue;
            var map = Camera(scale, degrees, mirrored);
            var next = Seen(field, map, random, colours: 0.5);
            if (next.Sources.Count < 6) continue;
            var numbered = SourceNumbering.Number([first], next, Options);
            Assert.Null(numbered.Refusal);
            Assert.True(numbered.Shared >= 4);
            AssertSameStars(first, numbered.Catalogue, map);
        }
    }

    [Fact]
    public void A_star_that_only_the_later_bands_show_has_one_number_in_both()
    {
        var random = new Random(5);
        var field = Field(random, 12);
        var first = SourceNumbering.Number([], Seen(field[..8], PlaneTransform.Identity, random, 0), Options).Catalogue;
        var second = SourceNumbering.Number([first], Seen(field, Camera(0.9, 2, false), random, 0), Options).Catalogue;
        var third = SourceNumbering.Number([first, second], Seen(field[4..], Camera(0.84, 1, true), random, 0), Options);
        Assert.Equal(8, third.Shared);
        Assert.Equal(Enumerable.Range(1, 12), second.Sources.Select(source => source.Number).Order());
        AssertSameStars(second, third.Catalogue, Camera(0.9, 2, false).Inverse().Then(Camera(0.84, 1, true)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Defect_13_another_field_or_too_few_stars_share_no_number_and_say_why(int count)
    {
        var random = new Random(7);
        var first = SourceNumbering.Number([], Seen(Field(random, 9), PlaneTransform.Identity, random, 0), Options).Catalogue;
        var other = SourceNumbering.Number([first], Seen(Field(random, count), PlaneTransform.Identity, random, 0), Options);
        Assert.NotNull(other.Refusal);
        Assert.Equal(0, other.Shared);
        Assert.Equal(Enumerable.Range(10, count), other.Catalogue.Sources.Select(source => source.Number));
        var third = SourceNumbering.Number([first, other.Catalogue], first, Options);
        Assert.Equal(first.Sources.Select(source => source.Number), third.Catalogue.Sources.Select(source => source.Number));
    }

    [Fact]
    public void A_pattern_that_fits_in_two_ways_is_refused()
    {
        (double, double, double)[] square = [(100, 100, 4), (400, 100, 3), (400, 400, 2), (100, 400, 1)];
        var first = SourceNumbering.Number([], Catalogue(square), Options).Catalogue;
        Assert.Contains("two ways", SourceNumbering.Number([first], Catalogue(square), Options).Refusal!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_the_stars_changes_nothing()
    {
        var random = new Random(9);
        var field = Field(random, 12);
        var first = SourceNumbering.Number([], Seen(field, PlaneTransform.Identity, random, 0), Options).Catalogue;
        var next = Seen(field, Camera(0.84, 3, true), random, 0.3);
        var shuffled = next.Sources.ToArray();
        random.Shuffle(shuffled);
        Assert.Equal(SourceNumbering.Number([first], next, Options).Catalogue.Sources, SourceNumbering.Number([first], next with { Sources = shuffled }, Options).Catalogue.Sources);
    }

    [Fact]
    public void Unrelated_fields_are_never_matched()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 60; trial++)
        {
            var first = SourceNumbering.Number([], Seen(Field(random, 5 + (trial % 11)), PlaneTransform.Identity, random, 0), Options).Catalogue;
            Assert.Equal(0, SourceNumbering.Number([first], Seen(Field(random, 5 + (trial % 7)), PlaneTransform.Identity, random, 0), Options).Shared);
        }
    }

    [Theory]
    [InlineData(3, 0, 0.4, false)]
    [InlineData(4, 4, 0.4, false)]
    [InlineData(5, 8, 25, true)]
    public void Few_stars_seen_through_distorting_optics_are_enough_where_the_pixel_scales_of_the_cameras_are_known(int count, int others, double degrees, bool mirrored)
    {
        var random = new Random(17);
        var map = Camera(0.84, degrees, mirrored);
        var (blind, known, trials) = (0, 0, 0);
        while (trials < 60)
        {
            var field = Field(random, count + (2 * others));
            var first = SourceNumbering.Number([], Seen(field[..(count + others)], PlaneTransform.Identity, random, 0) with { PixelScale = 0.1397 }, Options).Catalogue;
            var next = Seen([.. field[..count], .. field[(count + others)..]], map, random, 0.3, noise: 0.7) with { PixelScale = 0.1397 / 0.84 };
            if (first.Sources.Count < count + others || next.Sources.Count < count + others) continue;
            trials++;
            if (SourceNumbering.Number([first with { PixelScale = null }], next, Options).Shared > 0) blind++;
            var numbered = SourceNumbering.Number([first], next, Options);
            if (numbered.Shared == 0) continue;
            known++;
            AssertSameStars(first, numbered.Catalogue, map, limit: 4);
        }

        Assert.True(known > blind + 20, $"{known} of {trials} with the scales, {blind} without");
    }

    [Fact]
    public void A_star_of_one_camera_near_the_place_of_one_of_the_other_does_not_get_its_number()
    {
        var random = new Random(23);
        var field = Field(random, 10);
        var first = SourceNumbering.Number([], Seen([.. field, (200, 200, 3000)], PlaneTransform.Identity, random, 0), Options).Catalogue;
        var next = SourceNumbering.Number([first], Seen([.. field, (202, 201.5, 3000)], PlaneTransform.Identity, random, 0), Options);
        Assert.Equal(10, next.Shared);
        Assert.Equal(12, next.Catalogue.Sources.Max(source => source.Number));
    }

    [Fact]
    public void Scales_that_headers_get_wrong_do_no_harm()
    {
        var random = new Random(19);
        var field = Field(random, 14);
        var map = Camera(1, 0.5, false);
        var first = SourceNumbering.Number([], Seen(field, PlaneTransform.Identity, random, 0) with { PixelScale = 0.14 }, Options).Catalogue;
        var numbered = SourceNumbering.Number([first], Seen(field, map, random, 0) with { PixelScale = 0.31 }, Options);
        Assert.True(numbered.Shared >= 10);
        AssertSameStars(first, numbered.Catalogue, map);
        for (var trial = 0; trial < 60; trial++)
        {
            var other = Seen(Field(random, 4 + (trial % 9)), PlaneTransform.Identity, random, 0) with { PixelScale = 0.14 * (0.8 + (0.4 * random.NextDouble())) };
            Assert.Equal(0, SourceNumbering.Number([first], other, Options).Shared);
        }
    }

    [Fact]
    public void Shared_numbers_tell_how_two_cameras_lie_on_each_other()
    {
        var random = new Random(13);
        var field = Field(random, 10);
        var map = Camera(0.84, -2, true);
        var first = SourceNumbering.Number([], Seen(field, PlaneTransform.Identity, random, 0), Options).Catalogue;
        var second = SourceNumbering.Number([first], Seen(field, map, random, 0), Options).Catalogue;
        var found = CatalogueGeometry.Between(first, second)!.Value;
        var (x, y) = found.Apply(0, 500);
        var (tx, ty) = map.Apply(0, 500);
        Assert.Equal(tx, x, 0.3);
        Assert.Equal(ty, y, 0.3);
        Assert.True(found.Determinant < 0);
    }

    static void AssertSameStars(SourceCatalogue first, SourceCatalogue second, PlaneTransform map, double limit = 1)
    {
        foreach (var source in second.Sources)
        {
            if (first.Sources.FirstOrDefault(other => other.Number == source.Number) is not { } same) continue;
            var (x, y) = map.Apply(same.X, same.Y);
            Assert.True(Math.Abs(x - source.X) < limit && Math.Abs(y - source.Y) < limit, $"star {source.Number} is another star");
        }
    }

    static (double X, double Y, double Flux)[] Field(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * Side, random.NextDouble() * Side, Math.Pow(10, 3 + (1.5 * random.NextDouble()))))];

    static SourceCatalogue Seen((double X, double Y, double Flux)[] field, PlaneTransform map, Random random, double colours, double noise = 0.1) => Catalogue(
    [
        .. field.Select(star =>
        {
            var (x, y) = map.Apply(star.X, star.Y);
            return (x + (noise * Normal(random)), y + (noise * Normal(random)), star.Flux * Math.Exp(colours * Normal(random)));
        }).Where(star => star.Item1 is >= 0 and < Side && star.Item2 is >= 0 and < Side),
    ]);

    static SourceCatalogue Catalogue((double X, double Y, double Flux)[] stars) =>
        new([.. stars.OrderByDescending(star => star.Flux).Select((star, i) => new CatalogueSource(i + 1, star.X, star.Y, star.Flux, 1.5, 1.5, 0))], 1.5, 1.5, 0, "frame", 1, Side, Side);

    static PlaneTransform Camera(double scale, double degrees, bool mirrored)
    {
        var (s, c) = Math.SinCos(degrees * Math.PI / 180);
        const double centre = (Side - 1) / 2.0;
        return PlaneTransform.Shift(-centre, -centre)
            .Then(mirrored ? new(-1, 0, 0, 0, 1, 0) : PlaneTransform.Identity)
            .Then(new(scale * c, -scale * s, 0, scale * s, scale * c, 0))
            .Then(PlaneTransform.Shift(centre + 4, centre - 7));
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

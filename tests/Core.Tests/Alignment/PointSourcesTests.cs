using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Detection;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.TestKit;

namespace Nocturne.Core.Tests.Alignment;

/// <summary>Bad columns, trails and streaks are bright and stand still; they are no stars, and must neither be followed nor measured.</summary>
public sealed class PointSourcesTests
{
    const int Side = 256;

    static readonly TrackingOptions Finding = new() { Segmentation = new() { MinimumPixels = 8 } };

    [Fact]
    public void Pieces_of_a_bad_column_at_the_edge_are_no_stars()
    {
        var frame = Sky(1);
        foreach (var (x, y, flux) in Field(8)) AddStar(frame, x, y, flux);
        for (var piece = 0; piece < 10; piece++) AddLine(frame, 0, (25 * piece) + 3, 0, 20, 3000);
        var found = Found(frame);
        var stars = PointSources.Among(found);
        Assert.True(found.Count >= 18);
        Assert.Equal(8, stars.Count);
        Assert.All(stars, star => Assert.True(star.X > 10));
    }

    [Fact]
    public void A_column_in_the_middle_and_a_streak_are_no_stars_even_when_they_are_the_half_of_all()
    {
        var frame = Sky(2);
        foreach (var (x, y, flux) in Field(4)) AddStar(frame, x, y, flux);
        AddLine(frame, 128, 20, 0, 60, 2000);
        AddLine(frame, 128, 100, 0, 60, 2000);
        AddLine(frame, 200, 30, 1, 12, 2500);
        Assert.Equal(4, PointSources.Among(Found(frame)).Count);
    }

    [Fact]
    public void Where_all_stars_are_trails_trails_are_stars()
    {
        var frame = Sky(3);
        foreach (var (x, y, flux) in Field(7))
        {
            for (var step = 0; step < 15; step++) AddStar(frame, x + step, y + (0.5 * step), flux / 8);
        }
        Assert.True(PointSources.Among(Found(frame)).Count >= 7);
    }

    [Fact]
    public void Stars_of_all_magnitudes_stay()
    {
        var frame = Sky(4);
        foreach (var (x, y, flux) in Field(12)) AddStar(frame, x, y, flux);
        var found = Found(frame);
        Assert.Equal(found, PointSources.Among(found));
    }

    [Fact]
    public void A_field_that_has_moved_is_found_although_the_bad_column_has_not()
    {
        var first = Sky(5);
        var second = Sky(6);
        foreach (var (x, y, flux) in Field(6))
        {
            AddStar(first, x, y, flux);
            AddStar(second, x + 21.3, y - 17.6, flux);
        }
        foreach (var frame in (Image[])[first, second])
        {
            for (var piece = 0; piece < 12; piece++) AddLine(frame, 0, (20 * piece) + (piece % 3) + 2, 0, 14, 4000);
        }
        var placed = Place(first, second, Finding);
        Assert.Equal(AlignmentFailure.None, placed.Result.Failure);
        Assert.Equal(21.3, placed.Result.Transform!.Value.X0, 0.15);
        Assert.Equal(-17.6, placed.Result.Transform!.Value.Y0, 0.15);
    }

    [ReferenceFact]
    public void The_stars_of_a_real_frame_with_a_bad_first_column_are_followed_when_the_telescope_moves()
    {
        using var file = FitsFile.Open(ReferenceData.Required("real", "lco_sinistro", "cpt1m012-fl10-20151216-0073-e00.fits.fz"));
        var hdu = file.Images.First();
        var first = new Image(hdu.Width, hdu.Height);
        hdu.ReadPlane(0, first.Pixels);

        var (dx, dy) = (40, -25);
        var second = new Image(hdu.Width, hdu.Height);
        for (var y = 0; y < second.Height; y++)
        {
            for (var x = 0; x < second.Width; x++)
            {
                var (fromX, fromY) = x < 4 ? (x, y) : (Math.Clamp(x - dx, 4, first.Width - 1), Math.Clamp(y - dy, 0, first.Height - 1));
                second[x, y] = first[fromX, fromY];
            }
        }

        Assert.All(PointSources.Among(Found(first)), star => Assert.True(star.X > 5));
        var placed = Place(first, second, Finding);
        Assert.Equal(AlignmentFailure.None, placed.Result.Failure);
        Assert.Equal(dx, placed.Result.Transform!.Value.X0, 0.2);
        Assert.Equal(dy, placed.Result.Transform!.Value.Y0, 0.2);

        var mesh = BackgroundEstimation.Estimate(first.View, default, new BackgroundOptions());
        mesh.Subtract(first.View, first.Pixels);
        var catalogue = CatalogueBuilder.Build(first, "first", 1, new() { Segmentation = Finding.Segmentation });
        Assert.InRange(catalogue.Sources.Count, 10, 15);
        Assert.All(catalogue.Sources, source => Assert.True(source.SemiMajorSigma < 3));
    }

    static Placement Place(Image reference, Image frame, TrackingOptions finding)
    {
        var known = Stars.From(PointSources.Among(Found(reference)), Mesh(reference)).OrderByDescending(star => star.Flux).ToArray();
        return FieldPlacement.Place(frame.View, Mesh(frame), known, last: null, isRecent: false, borrowed: null, finding, new());
    }

    static BackgroundMesh Mesh(Image frame) => BackgroundEstimation.Estimate(frame.View, default, new BackgroundOptions());

    static IReadOnlyList<DetectedSource> Found(Image frame) => SegmentationFinder.Find(frame.View, default, Mesh(frame), Finding.Sigmas, Finding.Segmentation);

    static Image Sky(int seed)
    {
        var random = new Random(seed);
        var frame = new Image(Side, Side);
        foreach (ref var pixel in frame.Pixels) pixel = (float)(1000 + (10 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
        return frame;
    }

    static IEnumerable<(double X, double Y, double Flux)> Field(int count)
    {
        (double X, double Y)[] places = [(40, 60), (180, 90), (120, 200), (215, 190), (75, 145), (160, 40), (60, 215), (95, 95), (190, 140), (140, 150), (225, 60), (30, 110)];
        for (var i = 0; i < count; i++) yield return (places[i].X + (0.3 * i), places[i].Y - (0.2 * i), 60_000 / (i + 1.0));
    }

    static void AddStar(Image frame, double x, double y, double flux)
    {
        const double sigma = 1.6;
        for (var row = Math.Max(0, (int)y - 9); row <= Math.Min(Side - 1, (int)y + 9); row++)
        {
            for (var column = Math.Max(0, (int)x - 9); column <= Math.Min(Side - 1, (int)x + 9); column++)
            {
                var squared = ((column - x) * (column - x)) + ((row - y) * (row - y));
                frame[column, row] += (float)(flux / (2 * Math.PI * sigma * sigma) * Math.Exp(-squared / (2 * sigma * sigma)));
            }
        }
    }

    static void AddLine(Image frame, int x, int y, int slope, int length, float counts)
    {
        for (var step = 0; step < length; step++) frame[x + (slope * step), y + step] += counts;
    }
}

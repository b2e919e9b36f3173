using Nocturne.Core.Photometry;

namespace Nocturne.Core.Tests.Photometry;

public sealed class ApertureOverlapTests
{
    [Theory]
    [InlineData(4.0, 4.0, 0.0)]
    [InlineData(7.3, 2.1, 0.7)]
    [InlineData(0.3, 0.2, -1.2)]
    [InlineData(30.5, 0.4, 2.9)]
    [InlineData(0.75, 0.6, 0.3)]
    public void Exact_shares_add_up_to_the_area_of_the_ellipse(double a, double b, double angle)
    {
        var random = new Random(7);
        for (var trial = 0; trial < 20; trial++)
        {
            var aperture = Aperture.Ellipse(50 + random.NextDouble(), 40 + random.NextDouble(), a, b, angle);
            Assert.Equal(Math.PI * a * b, Total(aperture, OverlapMethod.Exact), 1e-10 * (a + 1) * (b + 1));
        }
    }

    [Fact]
    public void Exact_shares_of_an_ellipse_agree_with_very_fine_cells()
    {
        var aperture = Aperture.Ellipse(10.3, 9.6, 4.2, 1.7, 0.6);
        var box = aperture.Box;
        var exact = new double[box.Width];
        var cells = new double[box.Width];
        for (var y = box.Y; y < box.Bottom; y++)
        {
            ApertureOverlap.Row(aperture, OverlapMethod.Exact, box.X, y, exact);
            ApertureOverlap.Row(aperture, OverlapMethod.Subpixel(400), box.X, y, cells);
            for (var i = 0; i < exact.Length; i++) Assert.Equal(cells[i], exact[i], 2e-3);
        }
    }

    [Fact]
    public void A_circle_on_the_corner_of_four_pixels_gives_each_a_quarter()
    {
        foreach (var (x, y) in new[] { (0, 0), (1, 0), (0, 1), (1, 1) })
            Assert.Equal(Math.PI * 0.16 / 4, ApertureOverlap.Circle(x - 0.5, y - 0.5, 0.4, OverlapMethod.Exact), 1e-15);
    }

    [Fact]
    public void A_ring_is_what_the_outer_ellipse_has_and_the_inner_has_not()
    {
        var ring = Aperture.EllipticalAnnulus(20.2, 20.9, 3, 2, 6, 4, 0.4);
        Assert.Equal(Math.PI * ((6 * 4) - (3 * 2)), Total(ring, OverlapMethod.Exact), 1e-9);
        Assert.Equal(ring.Area, Total(ring, OverlapMethod.Subpixel(50)), 0.1);
    }

    [Fact]
    public void The_centre_rule_counts_pixels_whose_centre_lies_strictly_inside()
    {
        Assert.Equal(5, Total(Aperture.Circle(10, 10, 1.0001), OverlapMethod.Center));
        Assert.Equal(1, Total(Aperture.Circle(10, 10, 1), OverlapMethod.Center));
    }

    [Fact]
    public void An_aperture_without_area_is_refused_with_a_sentence()
    {
        Assert.Contains("positive", Assert.Throws<ArgumentException>(() => Aperture.Circle(1, 1, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Aperture.Circle(1, 1, double.NaN));
        Assert.Throws<ArgumentException>(() => Aperture.Annulus(1, 1, 5, 4));
    }

    static double Total(Aperture aperture, OverlapMethod method)
    {
        var box = aperture.Box;
        var shares = new double[box.Width];
        double total = 0;
        for (var y = box.Y; y < box.Bottom; y++)
        {
            ApertureOverlap.Row(aperture, method, box.X, y, shares);
            foreach (var share in shares) total += share;
        }

        return total;
    }
}

using Nocturne.Core.Catalogs;

namespace Nocturne.Core.Tests.Catalogs;

/// <summary>The point source of a band, from its stars.</summary>
public sealed class MedianShapeTests
{
    [Theory]
    [InlineData(new[] { 89.0, -89.0, 88.0, -88.0, 90.0 }, 90)]
    [InlineData(new[] { -85.0, 85.0, -86.0, 84.0 }, 90)]
    [InlineData(new[] { 18.0, 20.0, 22.0 }, 20)]
    [InlineData(new[] { -41.0, -39.0, -40.0 }, -40)]
    public void Defect_18_directions_are_averaged_as_axes_and_not_as_numbers(double[] degrees, double expected)
    {
        var shape = new MedianShape().Select([.. degrees.Select((angle, i) => Star(i, 2, 1.5, angle))]);
        Assert.Equal((2, 1.5), (shape.SemiMajorSigma, shape.SemiMinorSigma));
        Assert.InRange(AngleBetween(expected, double.RadiansToDegrees(shape.Orientation)), 0, 0.6);
    }

    [Fact]
    public void Defect_18_round_stars_have_no_say_in_the_direction()
    {
        var shape = new MedianShape().Select([Star(1, 2, 1.5, 30), Star(2, 1.7, 1.7, -80), Star(3, 1.7001, 1.7, -60), Star(4, 2.1, 1.5, 31)]);
        Assert.InRange(AngleBetween(30.6, double.RadiansToDegrees(shape.Orientation)), 0, 1);
    }

    static CatalogueSource Star(int number, double major, double minor, double degrees) => new(number, 10 * number, 10, 1000, major, minor, double.DegreesToRadians(degrees));

    /// <summary>Smallest angle between two axes [degrees].</summary>
    static double AngleBetween(double one, double other) => Math.Abs(Math.IEEERemainder(one - other, 180));
}

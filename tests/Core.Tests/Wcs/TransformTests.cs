using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Astrometry.Wcs.Transforms;

namespace Nocturne.Core.Tests.Wcs;

public sealed class TransformTests
{
    [Fact]
    public void Horner_gives_the_sum_of_the_terms_below_the_degree()
    {
        double[] coefficients = [1, 2, 3, 4, 5, 99, 7, 99, 99];
        var polynomial = new Polynomial2D(coefficients, 3);
        double x = 1.5, y = -2;
        Assert.Equal(1 + (2 * y) + (3 * y * y) + (4 * x) + (5 * x * y) + (7 * x * x), Apply(polynomial, x, y)[0], 12);
    }

    [Fact]
    public void A_domain_is_brought_to_its_window() =>
        Assert.Equal(-1 + (2 * 0.25), Apply(new Polynomial1D([0, 1], new Core.Astrometry.Wcs.Transforms.Interval(100, 200)), 125)[0], 12);

    [Fact]
    public void Rotations_about_the_axes_are_passive()
    {
        Assert.Equal([0.0, -1, 0], Rounded(Apply(new RotationSequence("z", [90]), 1, 0, 0)));
        Assert.Equal([0.0, 0, -1], Rounded(Apply(new RotationSequence("x", [90]), 0, 1, 0)));
        Assert.Equal([0.0, 0, 1], Rounded(Apply(new RotationSequence("y", [90]), 1, 0, 0)));
    }

    [Fact]
    public void Maps_with_an_analytic_inverse_lead_back() =>
        Prop.ForAll(Gen.Choose(-80_000, 80_000).Two().ToArbitrary(), pair =>
        {
            double longitude = pair.Item1 / 500.0, latitude = pair.Item2 / 1000.0;
            WcsTransform[] maps =
            [
                new Concatenate(new Shift(3.5), new Scale(-0.25)),
                new Affine(0.9, 0.2, -0.3, 1.1, 5, -6),
                new Compose(new SphericalToCartesian(180), new Compose(new RotationSequence("zyx", [10, 20, 30]), new CartesianToSpherical(180))),
                new RemapAxes([1, 0], 2),
                new Identity(2),
            ];
            return maps.All(map =>
            {
                var there = Apply(map, longitude, latitude);
                var back = Apply(map.Inverse!, there);
                return Math.Abs(back[0] - longitude) < 1e-10 && Math.Abs(back[1] - latitude) < 1e-10;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_tangent_plane_and_its_turn_lead_back()
    {
        var chain = new Compose(new Gnomonic(toSky: true), new NativeRotation(150.1, 2.2, 180, toCelestial: true));
        foreach (var (x, y) in new[] { (0.001, 0.002), (-1.5, 2.5), (3.0, -0.1), (0.0, 1e-9) })
        {
            var back = Apply(chain.Inverse!, Apply(chain, x, y));
            Assert.Equal(x, back[0], 11);
            Assert.Equal(y, back[1], 11);
        }

        Assert.Equal([150.1, 2.2], Apply(chain, 0, 0).Select(value => Math.Round(value, 12)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-10)]
    public void Nothing_below_the_native_equator_lies_on_the_tangent_plane(double latitude) =>
        Assert.All(Apply(new Gnomonic(toSky: false), 30, latitude), value => Assert.True(double.IsNaN(value)));

    [Theory]
    [InlineData(360, 300)]
    [InlineData(180, -60)]
    public void Longitudes_are_cut_where_the_file_says(int wrap, double expected) =>
        Assert.Equal(expected, Apply(new CartesianToSpherical(wrap), 0.5, -Math.Sqrt(0.75), 0)[0], 12);

    [Fact]
    public void A_tiny_negative_longitude_is_not_360() =>
        Assert.Equal(0, Apply(new CartesianToSpherical(360), 1, -1e-300, 0)[0]);

    [Fact]
    public void Remapped_axes_lead_back_through_their_first_place_or_not_at_all()
    {
        Assert.Equal([7.0, 8], Apply(new RemapAxes([0, 1, 0, 1], 2).Inverse!, 7, 8, 9, 10));
        Assert.Null(new RemapAxes([1, 2], 3).Inverse);
        Assert.Null(new Arithmetic(new Identity(2), new Identity(2), '+').Inverse);
        Assert.Null(new Polynomial1D([0, 1], default).Inverse);
        Assert.Null(new Scale(0).Inverse);
    }

    [Fact]
    public void A_stored_inverse_goes_before_the_analytic_one() =>
        Assert.Equal(42, Apply(new Shift(1) { StoredInverse = new Constant(42, 1) }.Inverse!, 5)[0]);

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        Assert.Throws<WcsException>(() => new Compose(new Identity(2), new Shift(1)));
        Assert.Throws<WcsException>(() => new Arithmetic(new Identity(2), new Shift(1), '/'));
        Assert.Throws<WcsException>(() => new RemapAxes([0, 2], 2));
        Assert.Throws<WcsException>(() => new RotationSequence("zq", [1, 2]));
        Assert.Throws<WcsException>(() => new Polynomial2D([1, 2, 3], 2));
    }

    [Fact]
    public void The_radial_terms_of_tpv_stand_where_the_registry_puts_them()
    {
        double[] first = new double[TpvPolynomial.Terms], second = new double[TpvPolynomial.Terms];
        (first[1], first[3], first[11], first[16], first[39]) = (1, 0.5, 0.25, 2, 0.125);
        (second[1], second[7]) = (1, 3);
        double x = 0.6, y = 0.8;
        var output = Apply(new TpvPolynomial(first, second), x, y);
        Assert.Equal(x + 0.5 + 0.25 + (2 * Math.Pow(y, 4)) + 0.125, output[0], 12);
        Assert.Equal(y + (3 * Math.Pow(y, 3)), output[1], 12);
    }

    static double[] Apply(WcsTransform transform, params double[] input)
    {
        var output = new double[transform.Outputs];
        transform.Evaluate(input, output);
        return output;
    }

    static double[] Rounded(double[] values) => [.. values.Select(value => Math.Round(value, 14) + 0.0)];
}

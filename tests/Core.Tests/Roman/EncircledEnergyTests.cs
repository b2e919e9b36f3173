using Nocturne.Core.Roman;
using Nocturne.Core.Tables;
using Nocturne.Core.Tests.Asdf;

namespace Nocturne.Core.Tests.Roman;

public sealed class EncircledEnergyTests
{
    static readonly double[] X = [0, 1, 2.5, 3, 4.25, 6];

    [Fact]
    public void A_not_a_knot_spline_through_a_cubic_is_that_cubic()
    {
        static double Cubic(double x) => 1 - (2 * x) + (0.5 * x * x) + (0.25 * x * x * x);
        foreach (var count in new[] { 4, 5, 6 })
        {
            var curve = new Curve(X[..count], [.. X[..count].Select(Cubic)], CurveInterpolation.CubicNotAKnot);
            for (var x = 0.0; x <= X[count - 1]; x += 0.1) Assert.Equal(Cubic(x), curve.At(x), 1e-12);
        }
    }

    [Fact]
    public void Three_points_make_a_parabola_and_two_a_line()
    {
        Assert.Equal(2.25, new Curve([0, 1, 2], [0, 1, 4], CurveInterpolation.CubicNotAKnot).At(1.5), 1e-14);
        foreach (var kind in Enum.GetValues<CurveInterpolation>()) Assert.Equal(0.75, new Curve([0, 2], [0, 1], kind).At(1.5), 1e-14);
    }

    [Fact]
    public void The_monotone_curve_never_turns_back()
    {
        double[] y = [0, 0.7, 0.71, 0.71, 0.99, 1];
        var curve = new Curve(X, y, CurveInterpolation.Monotone);
        var last = 0.0;
        for (var x = 0.0; x <= 6; x += 0.01)
        {
            Assert.True(curve.At(x) >= last - 1e-15);
            last = curve.At(x);
        }

        for (var i = 0; i < X.Length; i++) Assert.Equal(y[i], curve.At(X[i]));
    }

    [Fact]
    public void Nothing_is_extrapolated()
    {
        Assert.True(double.IsNaN(new Curve([1, 2], [0.5, 1], CurveInterpolation.Linear).At(0.99)));
        var energy = EncircledEnergy.FromPoints("curve", [1, 2], [0.5, 1]);
        Assert.Throws<ScienceImageException>(() => energy.At(2.1));
        Assert.Equal(1, energy.At(2.0000000000000004));
    }

    [Fact]
    public void Percentages_are_taken_for_what_they_are()
    {
        Assert.Equal(0.82, EncircledEnergy.Constant(82).At(3));
        Assert.NotEmpty(EncircledEnergy.Constant(82).Notes);
        Assert.Equal(0.5, EncircledEnergy.FromPoints("curve", [0, 2], [0, 100]).At(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EncircledEnergy.Constant(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EncircledEnergy.Constant(double.NaN));
    }

    [Theory]
    [InlineData(new double[] { 1, 1 }, new double[] { 0.5, 0.6 })]
    [InlineData(new double[] { 1, 2 }, new double[] { 0.6, 0.5 })]
    [InlineData(new double[] { 1, 2 }, new double[] { -0.1, 0.5 })]
    [InlineData(new double[] { 1, 2 }, new double[] { 0.5, double.NaN })]
    [InlineData(new double[] { 1 }, new double[] { 0.5 })]
    public void Curves_that_are_none_are_refused(double[] radii, double[] fractions) =>
        Assert.Throws<ScienceImageException>(() => EncircledEnergy.FromPoints("curve", radii, fractions));

    [Fact]
    public void A_table_may_give_radii_in_pixels_or_arcseconds()
    {
        var fractions = TableColumn.Of("ee", new[] { 0.0, 0.5, 1 });
        var pixels = new Table([TableColumn.Of("radius_pix", new[] { 0.0, 2, 4 }), fractions]);
        var arcseconds = new Table([TableColumn.Of("radius", new[] { 0.0, 0.22, 0.44 }, "arcsec"), fractions]);
        Assert.Equal(0.75, EncircledEnergy.FromTable(pixels, "t").At(3), 1e-14);
        Assert.Equal(0.75, EncircledEnergy.FromTable(arcseconds, "t").At(3), 1e-14);
        Assert.Throws<ScienceImageException>(() => EncircledEnergy.FromTable(new([fractions]), "t"));
    }

    [Fact]
    public void An_aperture_correction_reference_gives_the_curve_of_the_filter()
    {
        using var file = AsdfData.OfTree("roman: {data: {F106: {ee_radii: [1.0, 3.0], ee_fractions: [0.4, 0.9], ap_corrections: null}, DARK: {ee_radii: null, ee_fractions: null}}}");
        Assert.Equal(0.65, EncircledEnergy.FromReference(file, "F106").At(2), 1e-14);
        Assert.Throws<ScienceImageException>(() => EncircledEnergy.FromReference(file, "DARK"));
        Assert.Throws<ScienceImageException>(() => EncircledEnergy.FromReference(file, "F999"));
    }

    [Fact]
    public void The_growth_curve_of_an_image_is_that_of_its_stars()
    {
        var field = new SyntheticField(260, 260) { Noise = 0.002, PsfSigma = 1.5 };
        for (var i = 0; i < 9; i++) field.Stars.Add((60 + (70 * (i % 3)) + (0.13 * i), 61 + (70 * (i / 3)) - (0.17 * i), 3000));
        field.Stars.Add((200 + 6, 201, 800));
        var wcs = RomanFiles.Wcs(field);
        var magnitude = Magnitudes.ToMaggies(18);
        var targets = field.Stars.Select((star, row) => new ForcedTarget(row, "", true, wcs.ToSky(star.X, star.Y), new(star.X, star.Y), magnitude)).ToArray();
        var photometry = new ForcedPhotometry(RomanFiles.Read(field), null, EncircledEnergy.None);
        var curve = GrowthCurve.Measure(photometry, targets)!;
        Assert.Equal(8, curve.Stars.Count);
        var energy = curve.ToEncircledEnergy("field");
        // Square pixels widen a Gaussian twice: when they collect its light, and when the circle takes it for evenly spread.
        foreach (var radius in new[] { 2.0, 3, 4, 5 }) Assert.Equal(1 - Math.Exp(-radius * radius / 2 / (2.25 + (1.0 / 6))), energy.At(radius), 0.006);
        Assert.Null(GrowthCurve.Measure(photometry, targets, new() { Brightest = 10, Faintest = 11 }));
    }
}

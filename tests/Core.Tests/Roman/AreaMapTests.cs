using Nocturne.Core.Roman;

namespace Nocturne.Core.Tests.Roman;

public sealed class AreaMapTests
{
    static readonly ScienceImage Image = RomanFiles.Read(new SyntheticField(40, 30));

    [Theory]
    [InlineData(1.02, AreaUnit.Normalised, 1)]
    [InlineData(2.9e-13, AreaUnit.Steradian, RomanFiles.PixelArea)]
    [InlineData(0.012, AreaUnit.SquareArcsecond, 0.0119)]
    public void What_a_map_holds_is_decided_by_its_values(double value, AreaUnit unit, double divisor)
    {
        var map = Filled((float)value, 40, 30);
        Assert.Equal(unit, map.Unit);
        Assert.Equal(divisor, map.FitTo(Image).Divisor);
    }

    [Fact]
    public void Steradians_without_a_nominal_area_are_divided_by_that_of_the_image() =>
        Assert.Equal(RomanFiles.PixelArea, RomanFiles.Area([.. Enumerable.Repeat(2.8e-13f, 1200)], 40, 30, steradians: null).FitTo(Image).Divisor);

    [Theory]
    [InlineData(1e-5)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Values_that_are_no_areas_are_refused(double value) => Assert.Throws<ScienceImageException>(() => Filled((float)value, 40, 30).FitTo(Image));

    [Fact]
    public void A_map_with_the_reference_pixels_loses_four_on_each_side()
    {
        var values = Enumerable.Repeat(1f, 48 * 38).ToArray();
        values[(4 * 48) + 4] = 1.5f;
        var (plane, _) = RomanFiles.Area(values, 48, 38).FitTo(Image);
        var corner = new double[1];
        plane.Read(0, 0, corner);
        Assert.Equal((40, 30, 1.5), (plane.Width, plane.Height, corner[0]));
    }

    [Fact]
    public void A_map_of_another_detector_or_shape_is_refused()
    {
        Assert.Throws<ScienceImageException>(() => RomanFiles.Area([.. Enumerable.Repeat(1f, 1200)], 40, 30, "WFI07").FitTo(Image));
        Assert.Throws<ScienceImageException>(() => Filled(1, 41, 30).FitTo(Image));
    }

    [Fact]
    public void The_latest_map_that_holds_at_the_exposure_is_chosen()
    {
        AreaMap Made(string detector, string useAfter) => RomanFiles.Area([.. Enumerable.Repeat(1f, 1200)], 40, 30, detector, useAfter: useAfter);
        var (old, right, future, other) = (Made("WFI01", "2020-01-01T00:00:00"), Made("WFI01", "2025-01-01T00:00:00"), Made("WFI01", "2027-01-01T00:00:00"), Made("WFI02", "2026-01-01T00:00:00"));
        Assert.Same(right, AreaMap.Choose([future, old, right, other], Image));
        Assert.Null(AreaMap.Choose([future, other], Image));
    }

    [Fact]
    public void Pixels_without_an_area_are_counted() =>
        Assert.Equal((2, 1), RomanFiles.Area([0, 1, 1, float.NaN, 1, 0], 3, 2).CountFaults());

    static AreaMap Filled(float value, int width, int height) => RomanFiles.Area([.. Enumerable.Repeat(value, width * height)], width, height);
}

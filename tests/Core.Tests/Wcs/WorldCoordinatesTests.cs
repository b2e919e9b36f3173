using System.Globalization;
using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Tests.Asdf;

namespace Nocturne.Core.Tests.Wcs;

/// <summary>Against tables that gwcs 0.24 made of the same files.</summary>
public sealed class WorldCoordinatesTests
{
    [Theory]
    [InlineData("w03_tweakreg")]
    [InlineData("w05_no_inverse")]
    [InlineData("w06_pole")]
    public void Pixels_have_the_sky_positions_of_gwcs(string name)
    {
        var wcs = Open(name);
        foreach (var row in Rows(name))
        {
            var sky = wcs.ToSky(row["x"], row["y"]);
            var frame = wcs.Steps[^1].Frame;
            var expected = new SkyPoint(row[frame + "_1"], row[frame + "_2"]);
            Assert.True(sky.DistanceTo(expected) < 2e-13, $"{sky} is not {expected}");
        }
    }

    [Theory]
    [InlineData("w03_tweakreg")]
    [InlineData("w06_pole")]
    public void The_stored_inverse_gives_the_pixels_of_gwcs(string name)
    {
        var wcs = Open(name);
        foreach (var row in Rows(name))
        {
            var pixel = wcs.ToPixel(new(row[wcs.Steps[^1].Frame + "_1"], row[wcs.Steps[^1].Frame + "_2"]));
            Assert.Equal(row["x_inv"], pixel.X, 5e-9);
            Assert.Equal(row["y_inv"], pixel.Y, 5e-9);
        }
    }

    [Theory]
    [InlineData("w03_tweakreg")]
    [InlineData("w05_no_inverse")]
    [InlineData("w06_pole")]
    public void The_exact_inverse_leads_back_even_beside_the_pole(string name)
    {
        var wcs = Open(name);
        foreach (var row in Rows(name).Where(row => row["in_bounding_box"] == 1))
        {
            var pixel = wcs.ToPixel(wcs.ToSky(row["x"], row["y"]), InverseMethod.Exact);
            Assert.Equal(row["x"], pixel.X, 1e-7);
            Assert.Equal(row["y"], pixel.Y, 1e-7);
        }
    }

    [Fact]
    public void The_antipode_of_a_source_lands_in_the_image_and_is_turned_away()
    {
        var wcs = Open("w03_tweakreg");
        var footprint = new DetectorFootprint(wcs);
        var sky = wcs.ToSky(1340, 234);
        var antipode = new SkyPoint((sky.RightAscension + 180) % 360, -sky.Declination);
        Assert.True(wcs.BoundingBox!.Value.Contains(wcs.ToPixel(antipode)));
        Assert.True(footprint.TryLocate(sky, out _));
        Assert.False(footprint.TryLocate(antipode, out _));
    }

    [Theory]
    [InlineData(double.NaN, 10)]
    [InlineData(212, double.NaN)]
    [InlineData(double.PositiveInfinity, 10)]
    [InlineData(212, 90.0001)]
    [InlineData(212, 50)]
    public void Positions_that_are_none_or_far_away_are_not_on_the_detector(double ra, double dec) =>
        Assert.False(new DetectorFootprint(Open("w03_tweakreg")).TryLocate(new(ra, dec), out _));

    [Fact]
    public void Beside_the_pole_every_pixel_is_found_where_the_corner_rule_loses_most()
    {
        var wcs = Open("w06_pole");
        var (ours, corners) = (new DetectorFootprint(wcs), new DetectorFootprint(wcs, rule: AcceptanceRule.CornerRange));
        var positions = Enumerable.Range(1, 40).SelectMany(i => Enumerable.Range(1, 40).Select(j => wcs.ToSky(100 * i, 100 * j))).ToArray();
        Assert.All(positions, position => Assert.True(ours.TryLocate(position, out _)));
        Assert.True(positions.Count(position => corners.TryLocate(position, out _)) < positions.Length / 2);
    }

    [Fact]
    public void Offsets_keep_their_digits_close_to_the_point_and_at_the_pole()
    {
        var pole = new SkyPoint(123, 90);
        var (east, north) = new SkyPoint(123, 90 - 1e-9).OffsetFrom(pole);
        Assert.Equal(0, east, 1e-25);
        Assert.Equal(double.DegreesToRadians(-1e-9), north, 1e-16);
        Assert.Equal(1e-12, new SkyPoint(10, 0).DistanceTo(new(10 + 1e-12, 0)), 1e-14);
        Assert.Equal(180, new SkyPoint(10, 20).DistanceTo(new(190, -20)), 1e-6);
    }

    [Theory]
    [InlineData("{tag: zoom}", "is not known here")]
    [InlineData("!transform/hyperspace-1.0.0 {inputs: [x, y]}", "hyperspace")]
    [InlineData("!transform/compose-1.2.0 {forward: [!transform/identity-1.2.0 {n_dims: 2}]}", "does not join two")]
    [InlineData("!transform/polynomial-1.2.0 {coefficients: [[1, 2], [3, 4], [5, 6]]}", "neither a list nor a square")]
    [InlineData("!transform/shift-1.2.0 {offset: wide}", "number belongs")]
    [InlineData("!transform/identity-1.2.0 {n_dims: 3}", "two pixel coordinates")]
    [InlineData("!transform/rotate3d-1.3.0 {phi: 1, theta: 2, psi: 3, direction: zxz}", "zxz")]
    public void What_is_not_understood_is_refused_by_name(string transform, string why)
    {
        using var file = AsdfData.OfTree($"wcs: {{name: w, steps: [{{frame: detector, transform: {transform}}}, {{frame: sky, transform: null}}]}}");
        Assert.Contains(why, Assert.Throws<WcsException>(() => GwcsReader.Read(file, file.Tree!.At("wcs"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bounding_box_of_the_old_form_is_read_with_its_axes_reversed()
    {
        using var file = AsdfData.OfTree("wcs: {steps: [{frame: detector, transform: !transform/identity-1.1.0 {n_dims: 2, bounding_box: [[-0.5, 9.5], [-0.5, 19.5]]}}, {frame: sky, transform: null}]}");
        Assert.Equal(new WcsBox(-0.5, 19.5, -0.5, 9.5), GwcsReader.Read(file, file.Tree!.At("wcs")).BoundingBox);
    }

    [Fact]
    public void A_chain_that_doubles_with_every_alias_is_refused()
    {
        var tree = string.Join('\n', Enumerable.Range(1, 60).Select(i => $"t{i}: &t{i} !transform/compose-1.2.0 {{forward: [*t{i - 1}, *t{i - 1}]}}"));
        using var file = AsdfData.OfTree($"t0: &t0 !transform/identity-1.2.0 {{n_dims: 2}}\n{tree}\nwcs: {{steps: [{{frame: detector, transform: *t60}}, {{frame: sky, transform: null}}]}}");
        Assert.Contains("too large", Assert.Throws<WcsException>(() => GwcsReader.Read(file, file.Tree!.At("wcs"))).Message, StringComparison.Ordinal);
    }

    static WorldCoordinates Open(string name)
    {
        using var file = AsdfFile.Open(Path.Combine(AsdfData.Folder, "wcs", name + ".asdf"));
        return GwcsReader.Read(file, file.Tree!.At("roman", "meta", "wcs"));
    }

    static IEnumerable<Dictionary<string, double>> Rows(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(AsdfData.Folder, "wcs", name + ".csv"));
        var names = lines[0].Split(',');
        return lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(
            pair => pair.First, pair => pair.Second == "nan" ? double.NaN : double.Parse(pair.Second, CultureInfo.InvariantCulture)));
    }
}

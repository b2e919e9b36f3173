using System.Globalization;
using System.Text.Json;
using Nocturne.Core.Fits;
using Nocturne.Core.Quality;
using Nocturne.Core.Vetting;
using Nocturne.Runner.Tests.Nights;
using static Nocturne.Runner.Tests.Vetting.VetFolder;

namespace Nocturne.Runner.Tests.Vetting;

/// <summary>Stars that are named by their place in the sky, and pixels that are not to be trusted.</summary>
public sealed class VetNightSkyTests : IDisposable
{
    /// <summary>Half an arcsecond to a pixel, the field's middle at the tangent point, east to the left, north up.</summary>
    static readonly TangentPlane Sky = new(63.5, 63.5, new(150, 2), -0.5 / 3600, 0, 0, 0.5 / 3600);

    readonly SimulatedNight night = new(DippingNight.WithNeighbour);

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task A_star_that_is_named_by_its_place_in_the_sky_stands_for_the_catalogue_s()
    {
        for (var i = 0; i < night.Plan.Frames; i++) AddCoordinates(i);
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[1,2,3,4,5]");
        var (star, dip) = DippingNight.Star(night, night["out"], 2);
        var (neighbour, _) = DippingNight.Star(night, night["out"], 5);
        var truth = night.Simulator.Stars[4];
        var place = Sky.ToSky(truth.X, truth.Y);
        string[] named = ["--neighbour", string.Create(CultureInfo.InvariantCulture, $"east={place.RightAscensionDegrees:R},{place.DeclinationDegrees:R}")];

        var (code, results, errors) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, "--stamps", night["stamps"], .. named, .. dip]);
        var (_, unnamed, _) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, .. dip]);

        Assert.True(code == ExitCode.Success, errors);
        using var json = JsonDocument.Parse(results);
        using var other = JsonDocument.Parse(unnamed);
        var hosts = Hosts(json, "1:g");
        Assert.Equal("east", Sector(json, "V10", "1:g").GetProperty("refined").GetProperty("preferred_host").GetString());
        Assert.Equal(["target", "east"], hosts.Keys);
        var (expected, found) = (Hosts(other, "1:g")[$"star {neighbour}"], hosts["east"]);
        // Each of two stars that overlap pushes the other's place in the catalogue a little.
        Assert.Equal(expected.Row, found.Row, 0.5);
        Assert.Equal(expected.Column, found.Column, 0.5);

        // The stamps that were written know the sky, too, and all numbers are those of the night.
        var (_, again, _) = await CommandRun.RunAsync(["vet", "all", night[$"stamps/star{star}_1_g_tp.fits"], .. named, .. dip]);
        using var read = JsonDocument.Parse(again);
        var key = $"star{star}_1_g_tp.fits";
        Assert.Equal(found, Hosts(read, key)["east"]);
        Assert.Equal(Sector(json, "V20", "1:g").GetProperty("metrics").GetRawText(), Sector(read, "V20", key).GetProperty("metrics").GetRawText());
    }

    [Fact]
    public async Task Frames_without_coordinates_have_no_pixel_for_a_place_in_the_sky()
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[2]");
        var (code, results, errors) = await RunAsync("night", night["out"], "--target", "2", "--neighbour", "east=1,2");

        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(results);
        Assert.Equal($"{night["out"]} 1:g: no coordinate system is known, so that the position of 'east' has no pixel; give --neighbour-pixel east=ROW,COLUMN.\n", errors);
    }

    [Fact]
    public async Task Saturated_pixels_are_known_in_the_stamps_and_their_cadences_are_left_out()
    {
        // The brightest star's peak is some 2,400 counts above a sky of 100.
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[1,2,3,4,5]", "--set", "calibration.saturation=1800");
        var (star, dip) = DippingNight.Star(night, night["out"], 1);

        var (code, results, _) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, "--stamps", night["stamps"], "--brief", .. dip]);
        var (_, all, _) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, "--quality", "none", "--brief", .. dip]);

        Assert.Equal(ExitCode.NothingReduced, code);
        using var json = JsonDocument.Parse(results);
        var provenance = Sector(json, "V10", "1:g").GetProperty("provenance");
        Assert.Equal(60, provenance.GetProperty($"n_dropped_bit_{(int)QualityFlag.Saturated}").GetInt32());
        var pixels = TargetPixelReader.Read(night[$"stamps/star{star}_1_g_tp.fits"]).Pixels;
        var middle = pixels.PixelCount / 2;
        for (var i = 0; i < pixels.CadenceCount; i++)
        {
            Assert.True(((QualityFlag)pixels.Quality[i]).HasFlag(QualityFlag.Saturated));
            Assert.Equal((byte)StampPixelFaults.Saturated, pixels.Faults[(i * pixels.PixelCount) + middle]);
            Assert.Equal(0, pixels.Faults[i * pixels.PixelCount]);
            Assert.True(pixels.Frame(i)[middle] > 1600);
        }

        // Who insists gets numbers, Nocturne's own without the saturated pixels.
        using var insisted = JsonDocument.Parse(all);
        Assert.True(Sector(insisted, "V10", "1:g").GetProperty("refined").GetProperty("n_aperture_pixels_left_out").GetInt32() > 0);
    }

    static Dictionary<string, (double Row, double Column)> Hosts(JsonDocument json, string sector) =>
        Sector(json, "V10", sector).GetProperty("raw").GetProperty("refined").GetProperty("hosts").EnumerateArray()
            .ToDictionary(host => host.GetProperty("name").GetString()!, host => (host.GetProperty("row").GetDouble(), host.GetProperty("column").GetDouble()));

    /// <summary>Writes a frame again with the coordinate system of where the field lies in it.</summary>
    void AddCoordinates(int index)
    {
        var frame = night.Simulator.Frame(0, index);
        var (x, y) = night.Simulator.Truth(0, index).Field.Apply(Sky.ReferenceColumn, Sky.ReferenceRow);
        (Sky with { ReferenceColumn = x, ReferenceRow = y }).Describe(frame.Header);
        FitsWriter.WriteImage<float>(Path.Combine(night.Frames, frame.FileName), frame.Header, frame.Image.Width, frame.Image.Height, frame.Image.Pixels);
    }
}

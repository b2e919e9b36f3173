using System.Text.Json;
using Nocturne.Core.Simulation;
using Nocturne.Core.Vetting;
using Nocturne.Runner.Tests.Nights;
using static Nocturne.Runner.Tests.Vetting.VetFolder;

namespace Nocturne.Runner.Tests.Vetting;

/// <summary>Nights in which the field does not stay as it lies.</summary>
public sealed class VetFlippedNightTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(20.0)]
    [InlineData(43.0)]
    public async Task The_neighbour_that_dims_is_named_on_either_side_of_a_meridian_flip(double? flip)
    {
        using var night = new SimulatedNight(DippingNight.WithNeighbour with { Motion = DippingNight.Plan.Motion with { FlipAtFrame = flip } });

        var (json, errors, neighbour) = await VetAsync(night);

        using (json)
        {
            var aperture = Sector(json, "V10", "1:g");
            Assert.Equal("grows", aperture.GetProperty("refined").GetProperty("depth_trend").GetString());
            Assert.Equal($"star {neighbour}", aperture.GetProperty("refined").GetProperty("preferred_host").GetString());
            var host = aperture.GetProperty("raw").GetProperty("refined").GetProperty("hosts").EnumerateArray().Single(host => host.GetProperty("name").GetString() == $"star {neighbour}");
            // The light is lost where the neighbour stands, on one side only.
            var difference = Sector(json, "V20", "1:g").GetProperty("raw").GetProperty("refined").GetProperty("difference_image");
            var (row, column) = (host.GetProperty("row").GetDouble(), host.GetProperty("column").GetDouble());
            var middle = difference.GetArrayLength() / 2;
            var there = difference[(int)Math.Round(row)][(int)Math.Round(column)].GetDouble();
            var opposite = difference[(2 * middle) - (int)Math.Round(row)][(2 * middle) - (int)Math.Round(column)].GetDouble();
            Assert.True(there > 300 && Math.Abs(opposite) < 0.1 * there, $"{there} and {opposite}");
            Assert.Equal(flip is not null, aperture.GetProperty("notes").EnumerateArray().Any(note => note.GetProperty("code").GetString() == "stamps_turned"));
            Assert.Equal(flip is not null, errors.Contains("stamps were turned", StringComparison.Ordinal));
            Assert.DoesNotContain("field is turned so far", errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_pixels_of_turned_stamps_are_those_of_their_frames()
    {
        // Without noise and motion both halves of the night show the same.
        var plan = DippingNight.WithNeighbour with
        {
            Motion = new() { Jitter = 0, FlipAtFrame = 30 },
            Transparency = new(),
            Variables = [],
            Detector = new() { Noise = false, Format = PixelFormat.Float },
        };
        using var night = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[1,2,3,4,5]");
        var (star, dip) = DippingNight.Star(night, night["out"], 2);
        await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, "--stamps", night["stamps"], .. dip]);

        var pixels = TargetPixelReader.Read(night[$"stamps/star{star}_1_g_tp.fits"]).Pixels;

        var (before, after) = (pixels.Frame(10).ToArray(), pixels.Frame(50).ToArray());
        var brightest = before.Max();
        for (var i = 0; i < before.Length; i++) Assert.True(Math.Abs(before[i] - after[i]) < 0.01 * brightest, $"pixel {i}: {before[i]} and {after[i]}");
        Assert.Equal(pixels.ColumnOffsets[10], pixels.ColumnOffsets[50], 0.05);
        Assert.Equal(pixels.RowOffsets[10], pixels.RowOffsets[50], 0.05);
    }

    [Fact]
    public async Task A_field_that_turns_slowly_is_told_and_circles_do_not_mind()
    {
        using var night = new SimulatedNight(DippingNight.Plan with { Motion = DippingNight.Plan.Motion with { RotationDegrees = 0.7 } });

        var (json, errors, _) = await VetAsync(night);

        using (json)
        {
            var refined = Sector(json, "V10", "1:g").GetProperty("refined");
            Assert.Equal("flat", refined.GetProperty("depth_trend").GetString());
            Assert.InRange(refined.GetProperty("depth_ppm").GetDouble(), 90_000, 110_000);
            Assert.Contains("frames the field is turned so far that", errors, StringComparison.Ordinal);
        }
    }

    /// <summary>The results for star 2, and the number of star 5 or of the one nearest to its place.</summary>
    static async Task<(JsonDocument Json, string Errors, string Neighbour)> VetAsync(SimulatedNight night)
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[1,2,3,4,5]");
        var (star, dip) = DippingNight.Star(night, night["out"], 2);
        var (code, results, errors) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, .. dip]);
        Assert.True(code == ExitCode.Success, errors);
        return (JsonDocument.Parse(results), errors, DippingNight.Star(night, night["out"], Math.Min(5, night.Simulator.Stars.Count)).Number);
    }
}

using Nocturne.Core.Simulation;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>What opticam 0.5.0 gets wrong with the shapes of stars and the limits of the alignment: how Nocturne behaves, by the numbers of docs/opticam.md.</summary>
public sealed class OpticamShapeDefectTests
{
    static SimulationPlan Bright { get; } = new()
    {
        Seed = 31,
        Width = 300,
        Height = 300,
        Frames = 8,
        Bands = [SimulatedBand.Opticam("r")],
        Variables = [],
        Stars = new() { Count = 10, FaintestFlux = 80000, BrightestFlux = 300000, MinimumSeparation = 55, Border = 45 },
        Motion = new() { Jitter = 0.4 },
    };

    /// <summary>Sigmas of 2.5 and 1.5 pixels. An aperture at a wrong angle loses 6.8 percent, as opticam's does.</summary>
    [Theory]
    [InlineData("forced_aperture", 20)]
    [InlineData("forced_aperture", -65)]
    [InlineData("aperture", 88)]
    [InlineData("forced_aperture_annulus", 135)]
    public async Task Defect_2_an_aperture_lies_along_the_stars_and_holds_the_light_that_belongs_to_its_size(string label, double degrees)
    {
        var plan = Bright with { Psf = new() { Sigma = Math.Sqrt(2.5 * 1.5), Elongation = 2.5 / 1.5, OrientationDegrees = degrees } };
        using var night = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--photometers", label);
        // Most of the light in an ellipse of this area: it has it only when it lies like the star.
        var ratios = Measured(night, label).ConvertAll(row => row.Flux / (row.Truth * (1 - Math.Exp(-row.Area / (2 * Math.PI * 2.5 * 1.5)))));
        Assert.True(ratios.Count >= 60, $"only {ratios.Count} rows");
        Assert.InRange(ratios.Average(), 0.99, 1.005);
        Assert.InRange(ratios.Min(), 0.97, 1);
    }

    /// <summary>opticam compares degrees with radians, and would allow 286 of them.</summary>
    [Fact]
    public async Task Defect_3_frames_that_turned_farther_than_the_limit_in_degrees_are_not_measured()
    {
        using var night = new SimulatedNight(Bright with { Frames = 21, Motion = new() { RotationDegrees = 0.5, Jitter = 0 } });
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "alignment.max-rotation=2");
        var frames = Products.Rows(night["out/frames.csv"]);
        var turns = frames.Where(frame => frame["state"] == "Measured").Select(frame => double.RadiansToDegrees(Math.Atan2(frame.Number("transform_yx"), frame.Number("transform_xx")))).ToArray();
        Assert.InRange(turns.Max(Math.Abs), 1.4, 2.01);
        Assert.Contains(frames, frame => frame["state"] == "Unaligned");
        await CommandRun.ReduceAsync(night.Frames, night["wide"], "--set", "alignment.max-rotation=12");
        Assert.All(Products.Rows(night["wide/frames.csv"]), frame => Assert.Equal("Measured", frame["state"]));
    }

    /// <summary>opticam's optimal flux is the height of the star's image: here a fourteenth of its light.</summary>
    [Theory]
    [InlineData("forced_optimal", "frame", 0.99)]
    [InlineData("optimal_annulus", "frame", 0.99)]
    [InlineData("forced_optimal", "catalogue", 0.93)]
    public async Task Defect_5_an_optimal_flux_is_the_whole_light_of_the_star(string label, string profile, double least)
    {
        using var night = new SimulatedNight(Bright with { Frames = 4 });
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--photometers", label, "--set", $"photometry.optimal-profile={profile}");
        Assert.InRange(Measured(night, label).Average(row => row.Flux / row.Truth), least, 1.01);
    }

    static List<(double Flux, double Truth, double Area)> Measured(SimulatedNight night, string label)
    {
        var rows = new List<(double, double, double)>();
        foreach (var row in Directory.GetFiles(night[$"out/lightcurves/{label}"]).SelectMany(Products.Rows))
        {
            var truth = night.Simulator.Truth(0, int.Parse(row["frame"].AsSpan(8, 8), System.Globalization.CultureInfo.InvariantCulture));
            var star = truth.Sources.MinBy(star => double.Hypot(star.X - row.Number("x"), star.Y - row.Number("y")))!;
            rows.Add((row.Number("flux"), star.Flux, row.Number("area")));
        }

        return rows;
    }
}

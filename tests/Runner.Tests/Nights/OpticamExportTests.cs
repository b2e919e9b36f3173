namespace Nocturne.Runner.Tests.Nights;

/// <summary>What opticam writes of a night beside its light curves.</summary>
public sealed class OpticamExportTests
{
    [Fact]
    public async Task The_dark_current_of_a_frame_is_that_of_its_header_for_the_time_of_the_exposure()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 4, ExposureSeconds = 2.5, CadenceSeconds = 4, Detector = new() { DarkCurrent = 6 } });
        await CommandRun.ReduceAsync(night.Frames, night["out"]);

        var (code, _, errors) = await CommandRun.RunAsync("export", night["out"], "--format", "opticam", "--out", night["opticam"]);

        Assert.True(code == ExitCode.Success, errors);
        var rows = Products.Rows(night["opticam/diag/g-band_dark_current.csv"]);
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.Equal(15, row.Number("dark_current")));
        Assert.Equal(Products.Rows(night["opticam/diag/g-band_background.csv"]).Select(row => row["BMJD"]), rows.Select(row => row["BMJD"]));
    }
}

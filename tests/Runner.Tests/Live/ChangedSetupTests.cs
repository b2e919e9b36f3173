using Nocturne.Core.Simulation;
using Nocturne.Core.Sky;
using Nocturne.Runner.Tests.Nights;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Tests.Live;

/// <summary>A camera whose window or binning changes in the middle of the night: what fits together is measured together, and each change is told.</summary>
public sealed class ChangedSetupTests
{
    static readonly SimulationPlan Plan = WrittenNight.OneBand with { Frames = 20, Stars = WrittenNight.OneBand.Stars with { Border = 60 } };

    static readonly Streams.Night.BandKey Band = new("Test-camera", "r");

    [Fact]
    public async Task Frames_of_another_window_are_measured_with_the_band_and_the_change_is_told_there_and_back()
    {
        using var whole = new WrittenNight(Plan, (path, truth, image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("DETSEC", "[1:192,1:192]"), image));
        using var night = new WrittenNight(Plan, (path, truth, image) =>
        {
            if (truth.Index is < 8 or > 13) WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("DETSEC", "[1:192,1:192]"), image);
            else WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("DETSEC", "[17:176,21:180]"), WrittenNight.Cut(image, 16, 20, 160, 160));
        });
        string[] alike = ["--set", "background.box=32"];
        await CommandRun.ReduceAsync(whole.Frames, whole["out"], alike);
        await CommandRun.ReduceAsync(night.Frames, night["out"], alike);
        var (expected, measured) = (Products.Rows(whole["out/lightcurves/forced_aperture/Test-camera-r_source_1.csv"]), Products.Rows(night["out/lightcurves/forced_aperture/Test-camera-r_source_1.csv"]));
        Assert.Equal(20, measured.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Number("x"), measured[i].Number("x"), 0.1);
            Assert.Equal(expected[i].Number("flux"), measured[i].Number("flux"), 3 * expected[i].Number("flux_err"));
        }

        using (var reader = NightReader.Open(night["out"]))
        {
            Assert.Equal(
                [
                    (SkyState.WindowChanged, "The camera went from 192 x 192 pixels binned 1 x 1 in r, from column 0 and row 0 of the chip to 160 x 160 pixels binned 1 x 1 in r, from column 16 and row 20 of the chip."),
                    (SkyState.WindowChanged, "The camera went from 160 x 160 pixels binned 1 x 1 in r, from column 16 and row 20 of the chip to 192 x 192 pixels binned 1 x 1 in r, from column 0 and row 0 of the chip."),
                ],
                reader.SkyTransitions(Band).Where(change => change.Change.To != SkyState.Tracking).Select(change => (change.Change.To, change.Change.Sentence)));
            Assert.Equal(4, reader.SkyTransitions(Band).Skip(1).Count());
        }
        Assert.Contains("from column 16 and row 20 of the chip", File.ReadAllText(night["out/report.html"]), StringComparison.Ordinal);
        Assert.Contains("window changed: The camera went from 160 x 160", await LiveRun.SucceedAsync("night", night["out"]), StringComparison.Ordinal);

        await LiveRun.WatchAsync(night.Frames, night["watched"], [.. alike, "--finalize"]);
        Assert.Equal(Products.Digests(night["out"]), Products.Digests(night["watched"]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public async Task Frames_of_another_binning_are_set_aside_or_a_band_of_their_own_and_the_change_is_told_there_and_back(int binned)
    {
        using var night = new WrittenNight(Plan with { Frames = 16 + binned }, (path, truth, image) =>
        {
            if (truth.Index < 8 || truth.Index >= 8 + binned) WrittenNight.Save(path + ".fits", WrittenNight.Header(truth), image);
            else WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("XBINNING", 2).Set("YBINNING", 2), Core.Calibration.Rebinning.Of(image.View, 2));
        });
        string[] alike = ["--set", "background.box=24", "--set", "detection.border=10", "--set", "detection.min-area=3"];
        await CommandRun.ReduceAsync(night.Frames, night["out"], alike);
        await LiveRun.WatchAsync(night.Frames, night["watched"], [.. alike, "--set", "live.first-catalogue=4"]);
        foreach (var folder in new[] { "out", "watched" })
        {
            using var reader = NightReader.Open(night[folder]);
            var ofItsOwn = binned > 10;
            Assert.Equal(ofItsOwn ? [Band, Band with { Filter = "r-bin2x2" }] : [Band], reader.Bands);
            string[] there = ["The camera went from 192 x 192 pixels binned 1 x 1 in r to 96 x 96 pixels binned 2 x 2 in r."];
            string[] back = ["The camera went from 96 x 96 pixels binned 2 x 2 in r to 192 x 192 pixels binned 1 x 1 in r."];
            Assert.Equal(ofItsOwn ? back : [.. there, .. back], Changes(reader, Band));
            if (ofItsOwn) Assert.Equal(there, Changes(reader, Band with { Filter = "r-bin2x2" }));
            if (ofItsOwn) Assert.Equal(binned, reader.Frames(Band with { Filter = "r-bin2x2" }).Count(frame => frame.State == Streams.Night.FrameState.Measured));
            Assert.Equal(16, reader.Frames(Band).Count(frame => frame.State == Streams.Night.FrameState.Measured));
            Assert.Equal(ofItsOwn ? 0 : binned, reader.Frames(Band).Count(frame => frame is { Fault: Streams.Night.FrameFault.Mismatched, Sky: SkyState.BinningChanged }));
        }
        await LiveRun.SucceedAsync(["finalize", night["watched"], "--quiet", .. alike, "--set", "live.first-catalogue=4"]);
        Assert.Equal(Products.Digests(night["out"]), Products.Digests(night["watched"]));
    }

    static string[] Changes(NightReader night, Streams.Night.BandKey band) =>
        [.. night.SkyTransitions(band).Where(change => change.Change.To == SkyState.BinningChanged).Select(change => change.Change.Sentence)];
}

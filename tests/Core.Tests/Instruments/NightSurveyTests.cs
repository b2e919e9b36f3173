using Nocturne.Core.Astrometry;
using Nocturne.Core.Instruments;

namespace Nocturne.Core.Tests.Instruments;

public sealed class NightSurveyTests
{
    static readonly Mjd Evening = Mjd.FromCalendar(new(2024, 1, 1), 7200);

    [Fact]
    public void Bands_are_told_apart_and_ordered()
    {
        var survey = NightSurvey.Of([Frame("r0", 0, filter: "r", camera: "2"), Frame("b0", 0, kind: FrameKind.Bias, filter: null), Frame("g0", 0), Frame("g1", 1)]);
        Assert.Equal([("1", "g", FrameKind.Science, 2), ("2", "r", FrameKind.Science, 1), ("1", "", FrameKind.Bias, 1)], survey.Bands.Select(band => (band.Camera, band.Filter, band.Kind, band.Count)));
    }

    [Fact]
    public void A_steady_series_has_a_cadence_and_no_remarks()
    {
        var band = Assert.Single(NightSurvey.Of(Enumerable.Range(0, 100).Reverse().Select(i => Frame($"f{i:000}", i * 2.5))).Bands);
        Assert.Equal(2.5, band.CadenceSeconds!.Value, 6);
        Assert.Equal((Evening, 247.5), (band.First!.Value, Math.Round(band.Last!.Value.SecondsSince(Evening), 6)));
        Assert.Equal([new("1 s", 100)], band.Exposures);
        Assert.Equal([new("4x4", 100)], band.Binnings);
        Assert.Equal([new("512 x 512", 100)], band.Sizes);
        Assert.Empty(band.Gaps);
        Assert.Empty(band.Remarks);
    }

    [Fact]
    public void A_pause_of_more_than_ten_cadences_is_a_gap()
    {
        var band = Assert.Single(NightSurvey.Of(new double[] { 0, 1, 2, 3, 12, 13, 24.5, 25 }.Select(seconds => Frame($"f{seconds}", seconds))).Bands);
        var gap = Assert.Single(band.Gaps);
        Assert.Equal(("f13", "f24.5"), (gap.Before, gap.After));
        Assert.Equal(11.5, gap.Seconds, 6);
        Assert.Equal("1 gap of more than 10 cadences; the longest, 11.5 s, is after f13.", band.Remarks[0]);
    }

    [Fact]
    public void Mixed_binnings_exposures_and_sizes_are_remarked()
    {
        var band = Assert.Single(NightSurvey.Of([Frame("a", 0), Frame("b", 1), Frame("c", 2, binning: 2, exposure: 5, side: 1024)]).Bands);
        Assert.Equal(
            [
                "Binnings are mixed (2 of 4x4, 1 of 2x2); ten or more frames of another make a band of their own, fewer are left out.",
                "Frame sizes are mixed (2 of 512 x 512, 1 of 1024 x 1024); windows of the chip are laid on the usual one where headers say where they lie, other frames are taken like those of another binning.",
                "Exposure times are mixed (2 of 1 s, 1 of 5 s).",
            ],
            band.Remarks);
    }

    [Fact]
    public void Frames_with_one_time_are_duplicates_or_coarse_stamps()
    {
        var band = Assert.Single(NightSurvey.Of([Frame("a", 0), Frame("a_copy", 0), Frame("b", 1)]).Bands);
        Assert.Equal(["a", "a_copy"], Assert.Single(band.Duplicates));
        Assert.Equal("2 frames share their start times with others, first a and a_copy: copies, or stamps too coarse for the cadence (they are written to 0.001 s).", Assert.Single(band.Remarks));
    }

    [Fact]
    public void Missing_facts_are_told_once_with_their_number()
    {
        var gainless = new MissingFact("gain", "No gain: GAIN missing or not usable.");
        var band = Assert.Single(NightSurvey.Of([Frame("a", 0), Frame("b", 1, missing: gainless), Frame("c", 2, missing: gainless)]).Bands);
        Assert.Equal("2 of 3 frames: No gain: GAIN missing or not usable.", Assert.Single(band.Remarks));
        var all = Assert.Single(NightSurvey.Of([Frame("b", 1, missing: gainless)]).Bands);
        Assert.Equal("No gain: GAIN missing or not usable.", Assert.Single(all.Remarks));
    }

    [Fact]
    public void Frames_without_a_time_are_counted_and_nothing_more()
    {
        var untimed = Frame("a", 0) with { Facts = Frame("a", 0).Facts with { StartUtc = null, ExposureSeconds = null } };
        var band = Assert.Single(NightSurvey.Of([untimed]).Bands);
        Assert.Equal((1, null, null, null), (band.Count, band.First, band.Last, band.CadenceSeconds));
        Assert.Equal([new("unknown", 1)], band.Exposures);
        Assert.Empty(NightSurvey.Of([]).Bands);
    }

    static SurveyedFrame Frame(
        string file, double seconds, string? filter = "g", string camera = "1", FrameKind kind = FrameKind.Science, double exposure = 1, int binning = 4, int side = 512, MissingFact? missing = null) =>
        new(file, side, side, new()
        {
            Dialect = "test",
            Camera = camera,
            Filter = filter,
            Kind = kind,
            ExposureSeconds = exposure,
            StartUtc = Evening.AddSeconds(seconds),
            TimeResolutionSeconds = 0.001,
            BinX = binning,
            BinY = binning,
            Missing = missing is null ? [] : [missing],
        });
}

using System.Text.Json;
using Nocturne.Core.Vetting;
using Nocturne.TestKit;

namespace Nocturne.Core.Tests.Vetting;

public class VettingReportTests
{
    static readonly TransitEphemeris Dips = new(1, 2000.5, 2.4, 0.01);

    [Fact]
    public void Sectors_stand_side_by_side_and_a_skipped_one_keeps_its_flag()
    {
        var report = VettingReport.Run(VettingChecks.Default, ["V20", "V10"], [new("55", Input(100)), new("75", Input(5)), new("82", new() { Ephemeris = Dips })]);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) report.Write(json);
        using var document = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(0.01, document.RootElement.GetProperty("candidate").GetProperty("depth").GetDouble());
        var checks = document.RootElement.GetProperty("checks");
        Assert.Equal(["V20", "V10"], checks.EnumerateObject().Select(check => check.Name));
        var sectors = checks.GetProperty("V10").GetProperty("by_sector");
        Assert.Equal("ok", sectors.GetProperty("55").GetProperty("status").GetString());
        Assert.Equal(10_000, sectors.GetProperty("55").GetProperty("metrics").GetProperty("depth_ppm_aperture_2p0").GetDouble(), 50.0);
        Assert.Equal(10_000, sectors.GetProperty("55").GetProperty("refined").GetProperty("depth_ppm").GetDouble(), 50.0);
        Assert.Equal("skipped", sectors.GetProperty("75").GetProperty("status").GetString());
        Assert.Equal("SKIPPED:INSUFFICIENT_DATA", sectors.GetProperty("75").GetProperty("flags")[0].GetString());
        Assert.Equal("SKIPPED:NO_TPF", sectors.GetProperty("82").GetProperty("flags")[0].GetString());
        Assert.Empty(sectors.GetProperty("82").GetProperty("metrics").EnumerateObject());
        Assert.Equal(1, checks.GetProperty("V10").GetProperty("across_sectors").GetProperty("n_sectors_ok").GetInt32());
        Assert.True(checks.GetProperty("V20").GetProperty("across_sectors").TryGetProperty("ghost_like_score_median", out _));
        Assert.Throws<ArgumentException>(() => VettingReport.Run(VettingChecks.Default, ["V99"], [new("1", Input(100))]));
        Assert.Throws<ArgumentException>(() => VettingReport.Run(VettingChecks.Default, ["V10"], [new("1", Input(100)), new("1", Input(100))]));
    }

    [Fact]
    public void A_further_check_fits_in_and_one_that_throws_is_an_error_result()
    {
        var checks = VettingChecks.Default.With(new Broken());
        Assert.Equal(["V10", "V20", "V08"], checks.All.Select(check => check.Id));
        var result = checks.Run("v08", Input(10));
        Assert.Equal(VettingStatus.Error, result.Status);
        Assert.Equal(["ERROR:DivideByZeroException"], result.Flags);
        var replaced = checks.With(new ApertureDependenceCheck(new() { Radii = [1, 2] }, null));
        Assert.Equal(["V10", "V20", "V08"], replaced.All.Select(check => check.Id));
        Assert.Equal(2, replaced.Run("V10", Input(100)).Metrics.Keys.Count(key => key.StartsWith("depth_ppm_aperture_", StringComparison.Ordinal) && char.IsDigit(key[^1])));
    }

    [Fact]
    public void The_light_curve_of_another_time_is_flagged_after_all_other_flags()
    {
        var check = new ApertureDependenceCheck();
        var disjoint = check.Run(Input(100) with { LightCurveTimes = [3000, 3001] });
        Assert.Equal(["low_n_transit_epochs", "low_n_in_transit_cadences", "LC_TPF_TIME_DISJOINT"], disjoint.Flags);
        var invalid = check.Run(Input(100) with { LightCurveTimes = [double.NaN] });
        Assert.Equal("LC_TPF_TIME_INVALID", invalid.Flags[^1]);
        Assert.True(invalid.Metrics["tpf_time_min_btjd"].IsNull);
        Assert.Equal(1, TimeOverlap.Between([5], [5]).OverlapOfUnion);
    }

    [Theory]
    [InlineData(2, "2.0")]
    [InlineData(1.25, "1.25")]
    [InlineData(3.4, "3.4")]
    public void A_radius_has_the_shortest_name_with_a_decimal(double radius, string expected) => Assert.Equal(expected, VettingJson.RadiusName(radius));

    [ReferenceTheory("tess")]
    [InlineData("r01_on_target.fits.gz", 9.142, 2041.713, 2.7, "flat", 8000)]
    [InlineData("r02_neighbour_eclipse.fits.gz", 7.4431, 2040.02, 2.5, "grows", double.NaN)]
    [InlineData("r05_gaps_flags.fits.gz", 5.921, 2038.8, 2.3, null, 8200)]
    public void Our_own_numbers_are_right_on_synthetic_mission_files(string name, double period, double epoch, double hours, string? trend, double depth)
    {
        var file = TargetPixelReader.Read(ReferenceData.Required("tess", name));
        var report = VettingReport.Run(VettingChecks.Default, ["V10", "V20"], [new("1", VettingInput.From(file, new(period, epoch, hours)))]);
        var result = report.Checks[0].BySector[0].Result;
        Assert.NotEmpty(result.Refined);
        if (trend is not null) Assert.Equal(trend, result.Refined["depth_trend"].Text);
        if (double.IsFinite(depth)) Assert.Equal(depth, result.Refined["depth_ppm"].Number, 0.15 * depth);
        Assert.NotEmpty(report.Checks[1].BySector[0].Result.Refined);
    }

    [ReferenceFact("tess")]
    public void Dips_without_a_baseline_near_them_leave_our_own_numbers_empty_with_a_reason()
    {
        var file = TargetPixelReader.Read(ReferenceData.Required("tess", "r12_drift_no_baseline.fits.gz"));
        var result = VettingChecks.Default.Run("V10", VettingInput.From(file, new(4.7, 2038.4, 2.3)));
        Assert.Equal(VettingStatus.Ok, result.Status);
        Assert.Empty(result.Refined);
        Assert.Contains(result.Notes, note => note.Code == "no_transit_with_baseline");
    }

    static VettingInput Input(int cadences)
    {
        var pixels = StampScenes.Star(13, 13, StampScenes.Times(cadences), StampScenes.Dip(Dips, 0.01));
        return new() { Ephemeris = Dips, Pixels = pixels.WithAperture(StampScenes.Disc(pixels, 1.5)) };
    }

    sealed class Broken : IVettingCheck
    {
        public string Id => "V08";

        public string Name => "broken";

        public VettingResult Run(VettingInput input) => throw new DivideByZeroException("no");

        public IReadOnlyDictionary<string, MetricValue> Summarise(IReadOnlyList<VettingResult> sectors) => new OrderedDictionary<string, MetricValue>();
    }
}

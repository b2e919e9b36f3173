using System.Text.Json;
using System.Text.RegularExpressions;
using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Quality;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Tests.Report;

public sealed partial class ReportWriterTests : IDisposable
{
    static readonly BandKey Green = new("1", "g");
    static readonly ReportResources WithCharts = ReportResources.Embedded with { Charts = new("/* the chart library */", "/* its style */", "its licence\n") };

    readonly string folder = Directory.CreateTempSubdirectory("nocturne-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Names_from_headers_never_become_markup()
    {
        var hostile = new BandKey("<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>");

        var page = Page([Measured(hostile, 1), Lost(hostile, 2) with { Frame = Lost(hostile, 2).Frame with { File = "</script><b>.fits", Reason = "<i>why</i>" } }], band: hostile);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("</script><b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>why", page, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;why&lt;/i&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain('<', DataIn(page).GetRawText());
        Assert.Equal(hostile.ToString(), DataIn(page).GetProperty("bands")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void The_page_loads_nothing_from_anywhere()
    {
        var page = Page([Measured(Green, 1)]);

        Assert.Contains("content=\"default-src 'none'; img-src data:;", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href|url|import|fetch)\\s*[=(]\\s*[\"']?(https?:)?//", page);
    }

    [Fact]
    public void The_data_hold_times_fluxes_and_errors_of_every_star()
    {
        var data = DataIn(Page([Measured(Green, 0), Measured(Green, 1)]));

        var band = data.GetProperty("bands")[0];
        Assert.Equal(["forced_aperture"], data.GetProperty("photometers").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal([1, 2], band.GetProperty("sources").EnumerateArray().Select(s => s.GetInt32()));
        var curve = band.GetProperty("curves").GetProperty("forced_aperture")[1];
        Assert.Equal([500f, 501], Numbers(curve.GetProperty("flux")));
        Assert.Equal([5f, 5], Numbers(curve.GetProperty("error")));
        Assert.False(curve.TryGetProperty("flags", out _));
        var times = MemoryOf<double>(band.GetProperty("time"));
        Assert.Equal(new DateTime(2024, 1, 1, 2, 24, 0, DateTimeKind.Utc), DateTime.UnixEpoch.AddSeconds(Math.Round(times[0], 5)));
        Assert.Equal(5, times[1] - times[0], 6);
    }

    [Fact]
    public void Frames_without_rows_are_listed_with_their_reason_in_words()
    {
        var page = Page([Measured(Green, 1), Lost(Green, 2)]);

        Assert.Contains("raw/2.fits", page, StringComparison.Ordinal);
        Assert.Contains("not aligned: too few stars", page, StringComparison.Ordinal);
        Assert.Contains("1 of 2 frames measured", page, StringComparison.Ordinal);
        Assert.DoesNotContain("raw/1.fits</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_chart_library_the_page_says_how_to_get_it_and_shows_the_rest()
    {
        SaveStack();

        var page = Page([Measured(Green, 1), Lost(Green, 2)], resources: ReportResources.Embedded with { Charts = null });

        Assert.Contains("The charts are missing from this report.", page, StringComparison.Ordinal);
        Assert.Contains("Install Node.js 20 or newer", page, StringComparison.Ordinal);
        Assert.Contains("raw/2.fits", page, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,iVBOR", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"curves\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_library_comes_with_its_licence()
    {
        var page = Page([Measured(Green, 1)]);

        Assert.Contains("its licence", page, StringComparison.Ordinal);
        Assert.Contains("/* the chart library */", page, StringComparison.Ordinal);
        Assert.Contains("id=\"curves\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("The charts are missing", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Stars_are_drawn_where_they_are_with_y_upwards_and_their_numbers()
    {
        SaveStack();

        var page = Page([Measured(Green, 1)]);

        Assert.Contains("viewBox=\"-0.5 -0.5 64 48\"", page, StringComparison.Ordinal);
        Assert.Contains("<ellipse cx=\"10.00\" cy=\"27.00\" rx=\"4.71\" ry=\"3.53\" transform=\"rotate(-28.65 10.00 27.00)\"/>", page, StringComparison.Ordinal);
        Assert.Matches("<text [^>]*>2</text>", page);
    }

    [Fact]
    public void A_stack_that_is_missing_or_damaged_leaves_the_stars()
    {
        Assert.Contains("stacks/1-g.fits is not there", Page([Measured(Green, 1)]), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(folder, "stacks"));
        File.WriteAllText(Path.Combine(folder, "stacks", "1-g.fits"), "no FITS at all");

        using var night = NightReader.Open(folder);
        var page = File.ReadAllText(ReportWriter.Write(night, folder));

        Assert.Contains("stacks/1-g.fits is not there", page, StringComparison.Ordinal);
        Assert.Contains("<ellipse ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_night_without_any_frame_has_a_report()
    {
        var page = Page([]);

        Assert.Contains("Night of unknown date", page, StringComparison.Ordinal);
        Assert.Contains("There are no measurements yet.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_thousand_frames_fit_into_a_small_page_that_says_what_it_leaves_out()
    {
        var page = Page(Enumerable.Range(0, 20_000).Select(i => Measured(Green, i)));

        Assert.True(page.Length < 1_000_000);
        Assert.Contains("1:g: a point is the mean of up to 4 frames", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_and_version_are_at_the_end()
    {
        var page = Page([Measured(Green, 1)]);

        Assert.Contains("Made by Nocturne 9.8.7", page, StringComparison.Ordinal);
        Assert.Contains("a &lt; b", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("g", "g")]
    [InlineData("g'", "g")]
    [InlineData("gp", "g")]
    [InlineData("SDSS-r", "r")]
    [InlineData("R", "r")]
    [InlineData("zs", "z")]
    [InlineData("V", "v")]
    [InlineData("Halpha", "other")]
    [InlineData("", "other")]
    public void A_filter_has_the_same_colour_in_every_spelling(string filter, string colour) => Assert.Equal(colour, BandStyle.ColourOf(new("1", filter)));

    string Page(IEnumerable<FrameOutcome> outcomes, BandKey? band = null, ReportResources? resources = null)
    {
        using var store = NightStore.OpenOrCreate(folder, new NightInfo("9.8.7", "d1ge57", "a < b", DateTimeOffset.UnixEpoch));
        var frames = outcomes.ToList();
        if (frames.Count > 0) store.SaveCatalogue(band ?? Green, new SourceCatalogue([new(1, 10, 20, 1000, 2, 1.5, 0.5), new(2, 30, 40, 500, 2, 1.5, 0.5)], 2, 1.5, 0.5, "ref", 5, 64, 48));
        store.Append(frames);
        using var night = store.Read();
        var path = ReportWriter.Write(night, folder, key => key == Green && File.Exists(StackPath) ? ReadStack() : null, resources ?? WithCharts);
        return File.ReadAllText(path);
    }

    string StackPath => Path.Combine(folder, ReportWriter.StackPathOf(Green));

    void SaveStack()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StackPath)!);
        var pixels = new float[64 * 48];
        pixels[(20 * 64) + 10] = 900;
        FitsWriter.WriteImage<float>(StackPath, null, 64, 48, pixels);
    }

    Image ReadStack()
    {
        using var file = FitsFile.Open(StackPath);
        return file.Images.First().ReadImage();
    }

    static FrameOutcome Measured(BandKey band, int index) => new(
        new FrameRecord
        {
            Id = $"{index:D7}",
            Band = band,
            File = $"raw/{index}.fits",
            State = FrameState.Measured,
            MidUtc = new Mjd(60310, 0.1).AddSeconds(5.0 * index),
            ExposureSeconds = 3,
            Transform = PlaneTransform.Identity,
            MatchedStars = 2,
        },
        [
            new("forced_aperture", 1, 10, 20, 1000 + (index % 7), 10, 0, 1, 30, QualityFlag.Good),
            new("forced_aperture", 2, 30, 40, 500 + (index % 7), 5, 0, 1, 30, QualityFlag.Good),
        ]);

    static FrameOutcome Lost(BandKey band, int index) => new(
        Measured(band, index).Frame with { State = FrameState.Unaligned, Fault = FrameFault.TooFewStars, Reason = "Clouds.", Transform = null }, []);

    static JsonElement DataIn(string page) => JsonDocument.Parse(DataScript().Match(page).Groups[1].Value).RootElement;

    static float[] Numbers(JsonElement text) => MemoryOf<float>(text);

    static T[] MemoryOf<T>(JsonElement text)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(text.GetBytesFromBase64()).ToArray();

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataScript();
}

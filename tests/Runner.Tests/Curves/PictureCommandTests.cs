using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Imaging;
using Nocturne.Runner.Curves;
using Nocturne.Runner.Plots;
using Nocturne.Runner.Tests.Nights;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Tests.Curves;

public sealed class PictureCommandTests(CurveNight night) : IClassFixture<CurveNight>
{
    [Fact]
    public async Task The_period_of_the_variable_is_found_and_drawn()
    {
        var folder = night["period"];
        var (code, json, errors) = await CommandRun.RunAsync("period", night.Out, "--target", Text(night.Number(3)), "--bands", "all", "--out", folder, "--json");
        Assert.True(code == ExitCode.Success, errors);
        var result = JsonDocument.Parse(json).RootElement;
        Assert.Equal(1 / 0.135 / 86400, result.GetProperty("period_days").GetDouble(), 5 * result.GetProperty("period_error_days").GetDouble());
        Assert.InRange(result.GetProperty("false_alarm_probability").GetDouble(), 0, 1e-6);
        Assert.Equal(0.05 * Math.Sqrt(2), result.GetProperty("bands")[0].GetProperty("amplitude").GetDouble(), 0.006);
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        Assert.Equal("frequency,period,power", File.ReadLines(Directory.GetFiles(folder, "*.csv").Single()).First());
    }

    [Fact]
    public async Task Nights_together_give_a_finer_period_than_one()
    {
        // The next night, half an hour later by the clock and with other comparison stars: the same star at another level.
        const double turns = 250, period = 1 / 0.135 / 86400;
        var star = Text(night.Number(3));
        var (code, _, errors) = await CommandRun.RunAsync("lightcurve", night.Out, "--target", star, "--out", night["tonight.csv"]);
        Assert.True(code == ExitCode.Success, errors);
        var rows = Products.Rows(night["tonight.csv"]);
        string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        File.WriteAllLines(night["tomorrow.csv"], rows.Select(row => string.Join(',', Number(row.Number("bmjd_tdb_mid") + (turns * period)), Number(row.Number("mjd_utc_mid") + (turns * period)),
            Number(3.7 * row.Number("rel_flux")), Number(3.7 * row.Number("rel_flux_err")), row["flags"], row["band"])).Prepend("bmjd_tdb_mid,mjd_utc_mid,rel_flux,rel_flux_err,flags,band"));

        async Task<JsonElement> Period(params string[] more)
        {
            var (done, json, complaint) = await CommandRun.RunAsync(["period", night.Out, "--target", star, "--min", "5s", "--max", "10s", "--out", night["nights"], "--json", .. more]);
            Assert.True(done == ExitCode.Success, complaint);
            return JsonDocument.Parse(json).RootElement;
        }

        var (one, two) = (await Period(), await Period("--with", night["tomorrow.csv"]));
        Assert.Equal(2 * one.GetProperty("points").GetInt32(), two.GetProperty("points").GetInt32());
        Assert.True(two.GetProperty("period_error_days").GetDouble() < one.GetProperty("period_error_days").GetDouble() / 10);
        Assert.Equal(period, two.GetProperty("period_days").GetDouble(), 5 * two.GetProperty("period_error_days").GetDouble());

        var (wrong, _, why) = await CommandRun.RunAsync("period", night.Out, "--target", star, "--with", Path.Combine(night.Out, "frames.csv"));
        Assert.Equal(ExitCode.UnusableInput, wrong);
        Assert.Contains("has no column 'rel_flux'", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_picture_can_be_drawn()
    {
        var folder = night["pictures"];
        var (code, results, errors) = await CommandRun.RunAsync("plot", night.Out, "--target", Text(night.Number(3)), "--frames", night.Frames, "--out", folder);
        Assert.True(code == ExitCode.Success, errors);
        Assert.Equal("", errors);
        var written = results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFileName).ToList();
        foreach (var kind in new[] { "catalogue", "background", "growth", "snr", "noise", "rms-flux", "frames" }) Assert.Contains($"1-g_{kind}.png", written);
        foreach (var kind in new[] { "lightcurve", "red-noise", "periodogram", "folded", "spectrum", "lag_1-g_2-r" }) Assert.Contains($"star_{night.Number(3)}_{kind}.png", written);
        Assert.Contains("cadence.png", written);
        Assert.Contains("systematics.png", written);
        Assert.All(Directory.GetFiles(folder), file => Assert.True(new FileInfo(file).Length > 3000, file));
    }

    [Fact]
    public async Task The_movie_is_an_animated_picture_of_the_frames()
    {
        var folder = night["movie"];
        await CommandRun.RunAsync("plot", night.Out, "--kind", "movie", "--band", "g", "--frames", night.Frames, "--out", folder);
        var chunks = Chunks(File.ReadAllBytes(Path.Combine(folder, "1-g_frames.png"))).ToList();
        Assert.Equal("IHDR", chunks[0].Type);
        Assert.Equal("acTL", chunks[1].Type);
        var frames = BinaryPrimitives.ReadInt32BigEndian(chunks[1].Content);
        Assert.Equal(45, frames);
        Assert.Equal(frames, chunks.Count(chunk => chunk.Type == "fcTL"));
        Assert.Equal(frames - 1, chunks.Count(chunk => chunk.Type == "fdAT"));
        var sequence = chunks.Where(chunk => chunk.Type is "fcTL" or "fdAT").Select(chunk => BinaryPrimitives.ReadInt32BigEndian(chunk.Content));
        Assert.Equal(Enumerable.Range(0, (2 * frames) - 1), sequence);
    }

    [Theory]
    [InlineData("'selfie' is not a picture", "--kind", "selfie")]
    [InlineData("is a picture of a star: say which one", "--kind", "lightcurve")]
    [InlineData("needs the frames themselves", "--kind", "movie")]
    public async Task What_cannot_be_drawn_is_said_in_a_sentence(string sentence, params string[] options)
    {
        var (code, _, errors) = await CommandRun.RunAsync(["plot", night.Out, .. options]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_night_gives_the_same_pictures()
    {
        foreach (var folder in new[] { "once", "twice" }) await CommandRun.RunAsync("plot", night.Out, "--kind", "noise,rms-flux,catalogue", "--out", night[folder]);
        Assert.All(Directory.GetFiles(night["once"]), file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(night["twice"], Path.GetFileName(file)))));
    }

    [Fact]
    public void The_report_shows_how_well_the_night_was_measured()
    {
        var page = File.ReadAllText(night["out/report.html"]);
        Assert.Contains("<h2>Diagnostics</h2>", page, StringComparison.Ordinal);
        foreach (var words in new[] { "rings are the errors", "scatter of each star against the ensemble", "growth curves of the", "cut along both axes", "background of the reference frame", "Time from frame to frame" })
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Star {night.Number(3)} (marked) scatters more"), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Defect_17_growth_curves_and_cuts_are_those_of_the_star_of_that_number()
    {
        // A catalogue whose numbers are not places in a list: star 7 is the wide one.
        var stack = new Image(60, 60);
        void Paint(double x0, double y0, double sigma)
        {
            for (var y = 0; y < 60; y++)
                for (var x = 0; x < 60; x++) stack[x, y] += (float)(1000 * Math.Exp(-(((x - x0) * (x - x0)) + ((y - y0) * (y - y0))) / (2 * sigma * sigma)));
        }

        Paint(15, 15, 1);
        Paint(42, 42, 3);
        var catalogue = new SourceCatalogue([new(4, 15, 15, 6283, 1, 1, 0), new(7, 42, 42, 56549, 3, 3, 0)], 2, 2, 0, "frame", 1, 60, 60);
        string Draw(int number)
        {
            var canvas = new SvgCanvas(600, 400);
            Assert.Contains($"star {number} in the stacked image", StarPlots.Cuts(canvas, new("1", "g"), catalogue, stack, number), StringComparison.Ordinal);
            return canvas.Markup("");
        }

        Assert.NotEqual(Draw(4), Draw(7).Replace("star 7", "star 4", StringComparison.Ordinal));
        Assert.Null(StarPlots.Cuts(new SvgCanvas(600, 400), new("1", "g"), catalogue, stack, 1));
    }

    [Theory]
    [InlineData("g'")]
    [InlineData("Clear")]
    [InlineData("<odd>")]
    public void Defect_16_any_filter_and_any_number_of_bands_can_be_drawn(string filter)
    {
        var canvas = new SvgCanvas(600, 400);
        Assert.NotNull(DiagnosticPlots.Cadence(canvas, [(new BandKey("1", filter), [1.0, 1.1, 1.2])]));
        Assert.DoesNotContain("<odd>", canvas.Markup("x"), StringComparison.Ordinal);
    }

    static IEnumerable<(string Type, byte[] Content)> Chunks(byte[] png)
    {
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            yield return (Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

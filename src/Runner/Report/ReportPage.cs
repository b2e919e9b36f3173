using System.Globalization;
using Nocturne.Core.Imaging;
using Nocturne.Runner.Curves;
using Nocturne.Streams;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Report;

/// <summary>The report as one page that needs nothing but itself: all that is not a chart is plain HTML. It is written as it is made, so that its size takes no memory.</summary>
sealed class ReportPage(NightReader night, IReadOnlyList<BandReport> bands, Func<BandKey, Image?> stacks, ReportResources resources, TextWriter page, FrameFiles? frames = null)
{
    readonly HtmlText html = new(page);
    readonly ReportData data = new(night, bands);

    public void Write()
    {
        var date = DateText();
        var charts = data.Write(date);
        PageFrame.WriteHead(html, $"Night of {date}", Summary(), resources);
        WriteBands();
        WriteLightCurves();
        WriteFields();
        WriteConditions();
        SkyStrips.Write(html, bands, bands.Count > 1 ? CommonSkyTable.Of(night) : []);
        new DiagnosticsSection(night, bands, stacks, frames).Write(html);
        WriteNotMeasured();
        TimeSection.Write(html, night);
        FlagSection.Write(html, night, data.Photometers);
        PageFrame.WriteEnd(html, night.Info, charts.Span, resources);
    }

    string Summary()
    {
        var (all, measured) = (bands.Sum(band => band.FrameCount), bands.Sum(band => band.MeasuredCount));
        var count = all == measured ? $"{Count(all, "frame")}, all measured" : string.Create(CultureInfo.InvariantCulture, $"{measured:N0} of {Count(all, "frame")} measured");
        var seen = bands.Where(band => band.Times.Count > 0).ToList();
        var hours = seen.Count == 0 ? "" : $", {Clock(seen.Min(band => band.Times[0]))} to {Clock(seen.Max(band => band.Times[^1]))} UTC";
        return $"{Count(bands.Count(band => band.Band != BandKey.Unknown), "band")}, {count}{hours}";
    }

    void WriteBands()
    {
        html.AddRaw("""
            <div class="scroll"><table><thead><tr><th>Band</th><th class="number">Frames measured</th><th class="number">Not aligned</th><th class="number">Rejected</th><th class="number">Stars</th>
            <th>From, to [UTC]</th><th class="number">Exposure [s]</th><th class="number">Every [s]</th><th class="number">Seeing [pixels]</th><th class="number">Sky [ADU per pixel]</th></tr></thead><tbody>

            """);
        foreach (var band in bands.Where(band => band.Band != BandKey.Unknown))
        {
            html.Add($"<tr><td><span class=\"band {band.Colour}\">{band.Band}</span></td><td class=\"number\">{band.MeasuredCount:N0} of {band.FrameCount:N0}</td>");
            WriteBadCount(band.UnalignedCount);
            WriteBadCount(band.RejectedCount);
            html.Add($"<td class=\"number\">{(band.Catalogue is { } catalogue ? catalogue.Sources.Count.ToString("N0", CultureInfo.InvariantCulture) : "none yet")}</td>");
            html.Add($"<td class=\"when\">{(band.Times.Count == 0 ? "" : $"{Clock(band.Times[0])} to {Clock(band.Times[^1])}")}</td>");
            html.Add($"<td class=\"number\">{Short(band.MedianExposure)}</td><td class=\"number\">{Short(band.Times.Count < 2 ? double.NaN : FrameGroups.SpacingOf(band.Times))}</td>");
            html.Add($"<td class=\"number\">{Short(band.MedianOf("seeing"))}</td><td class=\"number\">{Short(band.MedianOf("background"))}</td></tr>\n");
        }

        html.AddRaw("</tbody></table></div>\n<p class=\"note\">Exposure, spacing, seeing and sky are medians over the measured frames.</p>\n");
    }

    void WriteBadCount(int count)
    {
        if (count > 0) html.Add($"<td class=\"number some\">{count:N0}</td>");
        else html.AddRaw("<td class=\"number\">0</td>");
    }

    void WriteLightCurves()
    {
        html.AddRaw("<h2>Light curves</h2>\n");
        if (resources.Charts is null)
        {
            WriteMissingCharts();
            return;
        }

        if (data.Photometers.Count == 0)
        {
            html.AddRaw("<p>There are no measurements yet.</p>\n");
            return;
        }

        html.AddRaw("""
            <p class="note">Drag to look closer, hold Shift and drag to move, double-click for the whole night. Error bars are one standard deviation. Hollow points carry a flag;
            arrows at the edge stand for points far outside. Numbers are those of the images below; a number is the same star in all bands.</p>

            """);
        foreach (var band in bands)
        {
            if (night.NumberingNote(band.Band) is { } note) html.Add($"<p class=\"note\">Not in {band.Band}: {note}; its stars have numbers of their own.</p>\n");
        }
        foreach (var omission in data.Omissions) html.Add($"<p class=\"note\">{omission} All values are in the tables beside this page.</p>\n");
        html.AddRaw("<div id=\"curves\"></div>\n");
    }

    void WriteMissingCharts() => html.AddRaw("""
        <div class="missing"><p><strong>The charts are missing from this report.</strong> They are drawn by the chart library uPlot, which is fetched when Nocturne is built, and this program was
        built without it.</p><p>Install Node.js 20 or newer with npm, build Nocturne again with <code>dotnet build</code>, and make the report again: the night itself need not be reduced again.
        Until then the light curves are in the folder <code>lightcurves</code> as CSV files, and all measurements in <code>night.ecsv</code> and <code>night.fits</code>.</p></div>

        """);

    void WriteFields()
    {
        if (!bands.Any(band => band.Catalogue is not null)) return;
        html.AddRaw("""
            <h2>Fields</h2>
            <p class="note">The stacked frames of each band with the stars of its catalogue; x to the right, y upwards. The ellipses have the shape of the band's stars, with half axes of one full
            width at half maximum.
            """);
        html.AddRaw(resources.Charts is null ? "</p>\n<div class=\"fields\">\n" : " Click a star to see its light curve.</p>\n<div class=\"fields\">\n");
        foreach (var band in bands)
        {
            SkyFigure.Write(html, band, stacks(band.Band));
            SpentMemory.Return();
        }
        html.AddRaw("</div>\n");
    }

    void WriteConditions()
    {
        if (resources.Charts is null || !bands.Any(band => band.Times.Count > 0)) return;
        html.AddRaw("""
            <h2>Conditions</h2>
            <p class="note">What was measured of the frames as a whole, at the points of the light curves. Shifts are those of the centre of the field against the band's reference frame.</p>
            <div id="conditions"></div>

            """);
    }

    void WriteNotMeasured()
    {
        html.AddRaw("<h2>Frames that were not measured</h2>\n");
        var all = bands.Sum(band => band.UnalignedCount + band.RejectedCount);
        if (all == 0)
        {
            html.AddRaw("<p>None: every frame that was seen has been measured.</p>\n");
            return;
        }

        foreach (var band in bands.Where(band => band.Faults.Any()))
        {
            html.Add($"<p><span class=\"band {band.Colour}\">{band.Band}</span> {string.Join(", ", band.Faults.Select(fault => $"{FrameWords.Of(fault.Fault)}: {fault.Count}"))}</p>\n");
        }

        var listed = bands.Sum(band => band.NotMeasured.Count);
        if (listed < all) html.Add($"<p class=\"note\">The first {listed:N0} of {all:N0} are listed; frames.csv has them all.</p>\n");
        html.AddRaw("<div class=\"ledger\"><table><thead><tr><th>Band</th><th>Middle [UTC]</th><th>Frame</th><th>What became of it</th><th>Why</th></tr></thead><tbody>\n");
        foreach (var (band, frame) in bands.SelectMany(band => band.NotMeasured.Select(frame => (band, frame))))
        {
            html.Add($"<tr><td><span class=\"band {band.Colour}\">{band.Band}</span></td><td class=\"when\">{(frame.MidUtc is { } mid ? $"{mid.Date:yyyy-MM-dd} {Clock(BandReport.SecondsOf(mid))}" : "not known")}</td>");
            html.Add($"<td class=\"path\">{LightCurvePoint.NameOf(frame.File, frame.Plane)}</td><td>{FrameWords.Of(frame.State)}: {FrameWords.Of(frame.Fault)}</td><td>{frame.Reason}</td></tr>\n");
        }

        html.AddRaw("</tbody></table></div>\n");
    }

    string DateText()
    {
        var seen = bands.Where(band => band.Times.Count > 0).ToList();
        if (seen.Count == 0) return "unknown date";
        var (first, last) = (Day(seen.Min(band => band.Times[0])), Day(seen.Max(band => band.Times[^1])));
        return first == last ? first : $"{first}/{last[8..]}";
    }

    static string Day(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Clock(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");

    /// <summary>Three significant digits, for people.</summary>
    static string Short(double number) => double.IsFinite(number)
        ? number.ToString(Math.Abs(number) >= 100 ? "N0" : Math.Abs(number) >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture) : "not known";
}

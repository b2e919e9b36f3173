using System.Globalization;
using System.Text;
using Nocturne.Runner.Report;
using Nocturne.Streams.Export;
using Nocturne.Streams.Forced;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Forced;

/// <summary>The page of forced photometry: one HTML file that opens without a network.</summary>
sealed class ForcedPage(NightReader night, ForcedProducts products, IReadOnlyList<ImageSummary> images, IReadOnlyList<string> names, ReportResources resources)
{
    /// <summary>Images that are shown with all their plots.</summary>
    const int ImagesShown = 24;

    /// <summary>With more images than this, plots are shown when they are asked for.</summary>
    const int ImagesOpen = 3;

    readonly HtmlText html = new();

    /// <summary>Writes the page.</summary>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public void Write()
    {
        var charts = new ForcedCharts(night, names);
        var data = charts.Write();
        PageFrame.WriteHead(html, "Forced photometry", Summary(), resources);
        WriteTable();
        WriteLightCurves(charts.Shown);
        WriteImages();
        FlagSection.Write(html, night, [ForcedStage.Photometer]);
        PageFrame.WriteEnd(html, night.Info, data.Span, resources);
        AtomicFile.Write(products.Page, file => file.Write(Encoding.UTF8.GetBytes(html.ToString())));
    }

    string Summary()
    {
        var measured = images.Where(image => image.Failure is null).ToList();
        var filters = measured.Select(image => image.Filter).Distinct().Count();
        return string.Create(CultureInfo.InvariantCulture, $"{Count(measured.Count, "image")} in {Count(filters, "filter")}, {Count(measured.Sum(image => image.Measured), "measurement")}");
    }

    void WriteTable()
    {
        html.AddRaw("""
            <div class="scroll"><table><thead><tr><th>Filter</th><th>Image</th><th>Detector</th><th>Begin [UTC]</th><th class="number">On the detector</th><th class="number">Measured</th><th class="number">With a flag</th>
            <th class="number">Light in aperture</th><th class="number">Offset [mag]</th><th class="number">Scatter [mag]</th></tr></thead><tbody>

            """);
        foreach (var image in images.Where(image => image.Failure is null))
        {
            html.Add($"<tr><td><span class=\"band {BandStyle.ColourOf(new(image.Instrument ?? "", image.Filter ?? ""))}\">{image.Filter}</span></td><td class=\"path\">{image.File}</td><td>{image.Detector}</td>");
            html.Add($"<td class=\"when\">{image.StartUtc?.Replace('T', ' ')[..^4]}</td><td class=\"number\">{image.OnDetector:N0}</td><td class=\"number\">{image.Measured:N0}</td><td class=\"number\">{image.Flagged:N0}</td>");
            html.Add($"<td class=\"number\">{image.EncircledEnergy:F4}</td><td class=\"number\">{image.OffsetMedian:+0.0000;−0.0000;0.0000}</td><td class=\"number\">{image.OffsetScatter:F4}</td></tr>\n");
        }

        html.AddRaw("</tbody></table></div>\n");
        if (images.Any(image => image.OffsetMedian is not null)) html.AddRaw("<p class=\"note\">Offset and scatter compare the stars with the catalogue: input magnitude minus measured one, median and standard deviation after clipping at five of them.</p>\n");
        var refused = images.Where(image => image.Failure is not null).ToList();
        if (refused.Count == 0) return;
        html.AddRaw("<h2>Images that were not measured</h2>\n<ul>\n");
        foreach (var image in refused) html.Add($"<li>{image.Failure}</li>\n");
        html.AddRaw("</ul>\n");
    }

    void WriteLightCurves(int shown)
    {
        if (shown == 0) return;
        html.AddRaw("<h2>Light curves</h2>\n");
        if (resources.Charts is null)
        {
            html.Add($"<p class=\"missing\">The chart is missing: Nocturne was built without Node.js, which fetches its chart library. All points are in {NightExports.EcsvFile} and {NightExports.FitsFile}.</p>\n");
            return;
        }

        html.Add($"""
            <p class="note">The {Count(shown, "source")} that change most against their errors (largest χ²/ν against a constant flux in any filter); all are in {NightExports.EcsvFile} and {NightExports.FitsFile}.
            Error bars are one standard deviation; hollow points carry a flag. Drag to look closer, double-click for all epochs.</p>
            <div id="curves"></div>

            """);
    }

    void WriteImages()
    {
        var measured = images.Where(image => image.Failure is null).ToList();
        html.AddRaw("<h2>Images</h2>\n");
        foreach (var image in measured.Take(ImagesShown))
        {
            var section = products.SectionOf(image.File);
            if (!File.Exists(section)) continue;
            var text = File.ReadAllText(section);
            html.AddRaw(measured.Count <= ImagesOpen ? text.Replace("<details class=\"image\">", "<details class=\"image\" open>", StringComparison.Ordinal) : text);
        }

        if (measured.Count > ImagesShown) html.Add($"<p class=\"note\">The first {ImagesShown} images are shown; the plots of all {measured.Count:N0} are in the folder images.</p>\n");
    }

    static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");
}

using System.Globalization;
using Nocturne.Core.Sky;

namespace Nocturne.Runner.Report;

/// <summary>How each camera saw the sky through the night: a strip of states for each band, and the changes in words.</summary>
static class SkyStrips
{
    /// <summary>Units of a strip's length.</summary>
    const double Length = 1000;

    /// <summary>Changes that are listed for each band; more would bury the page in a night of broken cloud.</summary>
    const int ListedChanges = 60;

    public static void Write(HtmlText html, IReadOnlyList<BandReport> bands, IReadOnlyList<SkySample> common)
    {
        var judged = bands.Where(band => band.Sky.Count > 0).ToArray();
        if (judged.Length == 0) return;
        var (first, last) = (judged.Min(band => band.Sky[0].From), judged.Max(band => band.Sky[^1].To));
        html.AddRaw("<h2>Sky</h2>\n<p class=\"note\">How each camera saw the sky, along the same time as the charts. ");
        foreach (var state in judged.SelectMany(band => band.Sky).Select(run => run.State).Distinct().Order())
            html.Add($"<span class=\"sky-key\"><svg viewBox=\"0 0 10 10\"><rect class=\"sky-{SkyWords.ClassOf(state)}\" width=\"10\" height=\"10\"/></svg> {SkyWords.Of(state)}</span> ");
        html.AddRaw("</p>\n");
        foreach (var band in judged) WriteStrip(html, band, first, Math.Max(1, last - first));
        if (judged.Length > 1) CommonSkyFigure.Write(html, common, judged[0].Band.ToString(), first, Math.Max(1, last - first));
        foreach (var band in judged) WriteChanges(html, band);
    }

    static void WriteStrip(HtmlText html, BandReport band, double first, double span)
    {
        html.Add($"<div class=\"sky-strip\"><span class=\"band {band.Colour}\">{band.Band}</span><svg viewBox=\"0 0 {Length} 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Sky of band {band.Band}\">");
        foreach (var (from, to, state) in band.Sky)
        {
            var (x, width) = (Length * (from - first) / span, Math.Max(1, Length * (to - from) / span));
            html.Add($"<rect class=\"sky-{SkyWords.ClassOf(state)}\" x=\"{x:F1}\" width=\"{width:F1}\" height=\"10\"><title>{SkyWords.Of(state)} from {Clock(from)} to {Clock(to)}</title></rect>");
        }
        html.AddRaw("</svg></div>\n");
    }

    static void WriteChanges(HtmlText html, BandReport band)
    {
        if (band.SkyChanges.Count < 2) return;
        html.Add($"<details><summary><span class=\"band {band.Colour}\">{band.Band}</span> {band.SkyChanges.Count:N0} changes</summary><ul>");
        foreach (var (seconds, change) in band.SkyChanges.Take(ListedChanges)) html.Add($"<li>{Clock(seconds)} {SkyWords.Of(change.From)} → {SkyWords.Of(change.To)}: {change.Sentence}</li>");
        html.AddRaw("</ul></details>\n");
    }

    static string Clock(double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)(1000 * seconds)).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}

using Nocturne.Core.Quality;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Report;

/// <summary>The section on flags: what is known against the measurements, and against how many.</summary>
static class FlagSection
{
    public static void Write(HtmlText html, NightReader night, IReadOnlyList<string> photometers)
    {
        var counts = night.FlagCounts();
        var total = counts.Sum(count => count.Rows);
        if (total == 0) return;
        html.Add($"<h2>Flags</h2>\n<p class=\"note\">What is known against the {total:N0} measurements; {counts.Where(c => c.Flags == QualityFlag.Good).Sum(c => c.Rows):N0} carry no flag.</p>\n");
        var rows = QualityFlags.All.Select(flag => (Flag: flag, Counts: photometers.Select(photometer =>
            counts.Where(count => count.Photometer == photometer && count.Flags.HasFlag(flag.Flag)).Sum(count => count.Rows)).ToList())).Where(row => row.Counts.Any(count => count > 0)).ToList();
        if (rows.Count == 0) return;

        html.AddRaw("<div class=\"scroll\"><table><thead><tr><th>Flag</th><th>What it says</th>");
        foreach (var photometer in photometers) html.Add($"<th class=\"number\">{photometer}</th>");
        html.AddRaw("</tr></thead><tbody>\n");
        foreach (var (flag, perPhotometer) in rows)
        {
            html.Add($"<tr><td class=\"when\">{(int)flag.Flag} {flag.Name}</td><td>{flag.Sentence}</td>");
            foreach (var count in perPhotometer) html.Add($"<td class=\"number\">{count:N0}</td>");
            html.AddRaw("</tr>\n");
        }

        html.AddRaw("</tbody></table></div>\n");
    }
}

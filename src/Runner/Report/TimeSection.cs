using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Instruments;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Report;

/// <summary>The part of the report on the clocks: what each camera's time stamps say about lost, doubled and late frames and about the clock itself.</summary>
static class TimeSection
{
    /// <summary>The audit of each band of a night, from its ledger.</summary>
    public static IEnumerable<(string Band, CadenceAudit Audit, IReadOnlyList<string> Clocks)> Audits(NightReader night)
    {
        foreach (var band in night.Bands)
        {
            var timed = night.Frames(band).Where(frame => frame.StartUtc is not null).ToList();
            if (timed.Count == 0) continue;
            var clocks = timed.Select(frame => ClockOf(frame.TimeSource)).OfType<string>().GroupBy(clock => clock).OrderByDescending(clock => clock.Count()).Select(clock => clock.Key).ToArray();
            yield return (band.ToString(), CadenceAudit.Of(timed.Select(frame => new CadenceStamp(frame.File, frame.StartUtc!.Value, 0, frame.Plane))), clocks);
        }
    }

    public static void Write(HtmlText html, NightReader night)
    {
        var audits = Audits(night).ToList();
        if (audits.Count == 0) return;
        html.AddRaw("""
            <h2>Clocks</h2>
            <div class="scroll"><table><thead><tr><th>Band</th><th>Time from</th><th class="number">Every [s]</th><th class="number">Jitter [s]</th><th class="number">Lost</th><th class="number">Doubled</th>
            <th class="number">Late</th><th class="number">Clock jumps</th></tr></thead><tbody>

            """);
        foreach (var (band, audit, clocks) in audits)
        {
            html.Add($"<tr><td>{band}</td><td>{string.Join("; ", clocks.Take(3))}</td><td class=\"number\">{Number(audit.CadenceSeconds)}</td><td class=\"number\">{Number(audit.JitterSeconds)}</td>");
            html.Add($"<td class=\"number\">{audit.Lost.Sum(loss => loss.Count):N0}</td><td class=\"number\">{audit.Doubled.Sum(group => group.Count):N0}</td>");
            html.Add($"<td class=\"number\">{audit.Late.Count:N0}</td><td class=\"number\">{audit.ClockJumps.Count:N0}</td></tr>\n");
        }

        html.AddRaw("</tbody></table></div>\n");
        foreach (var (band, audit, _) in audits)
        {
            foreach (var sentence in audit.Sentences) html.Add($"<p class=\"note\">{band}: {sentence}</p>\n");
        }

        html.Add($"<p class=\"note\">{TimeTables.Statement}</p>\n");
        if (night.Info.Rows is { } rows)
            html.Add($"<p class=\"note\">Rows are exposed one after the other, {rows.SecondsPerRow.ToString("G4", CultureInfo.InvariantCulture)} s apart; the times of the light curves are those of the stars' rows.</p>\n");
    }

    /// <summary>Keyword and clock of a source such as "UT '2024-01-01 …', camera computer, start of the exposure", without the stamp itself.</summary>
    static string? ClockOf(string? source)
    {
        if (source is null) return null;
        var (open, close) = (source.IndexOf('\'', StringComparison.Ordinal), source.LastIndexOf('\'', source.Length - 1));
        var (key, rest) = open > 0 && close > open ? (source[..open].Trim(), source[(close + 1)..]) : (source, "");
        var words = rest.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? key : $"{key} ({string.Join(", ", words.Take(2))})";
    }

    static string Number(double? seconds) => seconds is { } value ? value.ToString("0.###", CultureInfo.InvariantCulture) : "not known";
}

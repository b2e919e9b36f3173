using System.Security.Cryptography;
using System.Text;
using Nocturne.Core.Vetting;
using Nocturne.Runner.Plots;
using Nocturne.Runner.Report;
using Nocturne.Streams.Export;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Vetting;

/// <summary>The page of vetting: one HTML file that opens without a network; beside it the plots as PNG files.</summary>
sealed class VetPage(VetOutcome outcome, string folder)
{
    readonly HtmlText html = new();

    /// <summary>Writes <c>NAME.html</c>, and <c>KEY-aperture.png</c> and <c>KEY-difference.png</c> for each sector.</summary>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static void Write(VetOutcome outcome, string folder, string name)
    {
        var page = new VetPage(outcome, folder).Markup();
        AtomicFile.Write(Path.Combine(folder, name + ".html"), file => file.Write(Encoding.UTF8.GetBytes(page)));
    }

    string Markup()
    {
        var resources = ReportResources.Vetting;
        var dips = outcome.Report.Ephemeris;
        var title = outcome.Sectors.Select(sector => sector.File?.ObjectName).FirstOrDefault(name => name is { Length: > 0 }) ?? "Vetting";
        var given = dips.Depth is { } depth ? FormattableString.Invariant($", depth {1e6 * depth:0.#} ppm") : "";
        PageFrame.WriteHead(html, title, FormattableString.Invariant($"Dips every {dips.PeriodDays} days from BTJD {dips.EpochBtjd}, {dips.DurationHours} hours long{given}"), resources);
        foreach (var check in outcome.Report.Checks) WriteOverview(check);
        foreach (var sector in outcome.Sectors) WriteSector(sector);
        PageFrame.WriteEnd(html, Info(), "{}"u8, resources);
        return html.ToString();
    }

    void WriteOverview(VettingCheckReport check)
    {
        html.Add($"<h2>{Words(check.Check.Name)}</h2>\n<div class=\"scroll\"><table><thead><tr><th>Sector</th><th>Result</th><th>Flags</th></tr></thead><tbody>\n");
        foreach (var (key, result) in check.BySector)
            html.Add($"<tr><td>{key}</td><td>{VetText.Verdict(result)}</td><td class=\"flag\">{string.Join(", ", result.Flags.Concat(result.RefinedFlags))}</td></tr>\n");
        html.AddRaw("</tbody></table></div>\n");
        if (check.BySector.Count < 2) return;
        html.AddRaw("<details><summary>All sectors together</summary><dl class=\"facts\">");
        foreach (var (name, value) in check.AcrossSectors) html.Add($"<dt>{name}</dt><dd>{value}</dd>");
        html.AddRaw("</dl></details>\n");
    }

    void WriteSector(VetSector sector)
    {
        html.Add($"<h2>{VetText.Title(sector)}</h2>\n<dl class=\"facts\"><dt>File</dt><dd>{Path.GetFileName(sector.Path)}</dd>");
        if (sector.Failure is { } failure) html.Add($"<dt>Not read</dt><dd class=\"flag\">{failure}</dd>");
        if (sector.Input.Quality is { } quality) html.Add($"<dt>Cadences</dt><dd>{VetText.Cadences(quality)}</dd>");
        if (sector.File is { } file)
        {
            html.Add($"<dt>Stamp</dt><dd>{file.Pixels.Rows} rows, {file.Pixels.Columns} columns</dd>");
            if (file.IsBackgroundSubtracted == false) html.AddRaw("<dt>Sky</dt><dd>not subtracted by the file's maker</dd>");
        }

        html.AddRaw("</dl>\n<div class=\"grid\">\n");
        var results = outcome.Report.Checks.Select(check => outcome.Result(check.Check.Id, sector.Key)!).ToArray();
        foreach (var result in results)
        {
            if (result.Detail is ApertureDependenceDetail aperture)
                Plot("Depth over radius", $"{sector.Key}-aperture", _ => (VettingPlots.CurveWidth, VettingPlots.CurveHeight), canvas => VettingPlots.Curve(canvas, aperture));
            if (result.Detail is GhostDetail ghost)
                Plot("Difference image", $"{sector.Key}-difference", hasCaption => VettingPlots.DifferenceSize(DifferencePicture.From(ghost), hasCaption), canvas => VettingPlots.Difference(canvas, ghost, sector));
        }

        html.AddRaw("</div>\n");
        foreach (var result in results.Where(result => result.Status == VettingStatus.Ok)) WriteNumbers(result);
    }

    /// <summary>Draws a plot twice: into the page, and as a picture.</summary>
    void Plot(string title, string name, Func<bool, (double Width, double Height)> size, Func<IPlotCanvas, string> draw)
    {
        var (width, height) = size(true);
        var svg = new SvgCanvas(width, height);
        var description = draw(svg);
        html.Add($"<figure><figcaption><strong>{title}</strong> <span class=\"soft\">{description}</span></figcaption>").AddRaw(svg.Markup(description)).AddRaw("</figure>\n");
        (width, height) = size(false);
        var picture = new PictureCanvas(width, height);
        draw(picture);
        AtomicFile.Write(Path.Combine(folder, FileName(name) + ".png"), file => file.Write(picture.Png()));
    }

    void WriteNumbers(VettingResult result)
    {
        html.Add($"<details><summary>{Words(result.Name)}: all numbers</summary>\n<div class=\"grid\">");
        Table("Reference numbers", result.Metrics);
        Table("Nocturne's own numbers", result.Refined);
        html.AddRaw("</div>\n");
        if (result.Detail is ApertureDependenceDetail { Refined: { } own }) WriteDips(own);
        foreach (var note in result.Notes) html.Add($"<p class=\"note\">{note.Sentence}</p>\n");
        html.AddRaw("</details>\n");
    }

    void WriteDips(RefinedApertureNumbers own)
    {
        html.AddRaw("<div class=\"grid\"><table class=\"numbers\"><thead><tr><th>Dip</th><th>Mid-time [BTJD]</th><th class=\"number\">Depth [ppm]</th><th class=\"number\">Cadences in it</th></tr></thead><tbody>\n");
        foreach (var dip in own.Transits) html.Add($"<tr><td>{dip.Number}</td><td>{dip.MidTime:F5}</td><td class=\"number\">{dip.DepthPpm:N0} ± {dip.ErrorPpm:N0}</td><td class=\"number\">{dip.InTransit:N0}</td></tr>\n");
        html.AddRaw("</tbody></table>\n<table class=\"numbers\"><thead><tr><th>Host</th><th class=\"number\">Slope it predicts [ppm/px]</th><th class=\"number\">Off by [σ]</th><th class=\"number\">χ²</th><th class=\"number\">It would dim by</th></tr></thead><tbody>\n");
        foreach (var host in own.Hosts)
            html.Add($"<tr><td>{host.Name}</td><td class=\"number\">{VetText.Signed(host.PredictedSlopePpm)}</td><td class=\"number\">{host.SlopeDeviation:F1}</td><td class=\"number\">{host.ChiSquare:F1}</td><td class=\"number\">{100 * host.OwnDepth:0.###} %</td></tr>\n");
        html.AddRaw("</tbody></table></div>\n");
    }

    void Table(string title, IReadOnlyDictionary<string, MetricValue> numbers)
    {
        if (numbers.Count == 0) return;
        html.Add($"<table class=\"numbers\"><thead><tr><th>{title}</th><th class=\"number\"></th></tr></thead><tbody>\n");
        foreach (var (name, value) in numbers) html.Add($"<tr><td>{name}</td><td class=\"number\">{value}</td></tr>\n");
        html.AddRaw("</tbody></table>\n");
    }

    /// <summary>The settings of all results, for the foot of the page.</summary>
    NightInfo Info()
    {
        var text = new StringBuilder();
        foreach (var sector in outcome.Sectors)
        {
            if (outcome.Result(outcome.Report.Checks[0].Check.Id, sector.Key) is not { } result) continue;
            text.Append("sector ").Append(sector.Key).Append('\n');
            foreach (var (name, value) in result.Provenance) text.Append("  ").Append(name).Append(" = ").Append(value).Append('\n');
        }

        return new(ProgramVersion.Text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16], text.ToString(), default);
    }

    static string Words(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    /// <summary>A key as a file name.</summary>
    static string FileName(string key) => string.Concat(key.Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'));
}

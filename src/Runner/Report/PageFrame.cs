using Nocturne.Streams.Store;

namespace Nocturne.Runner.Report;

/// <summary>What all pages begin and end with: style, title, the choice of colours; settings, data, scripts.</summary>
static class PageFrame
{
    public static void WriteHead(HtmlText html, string title, string summary, ReportResources resources)
    {
        html.Add($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <title>{title} - Nocturne</title>

            """);
        html.AddRaw($"<style>\n{resources.Charts?.Style}\n{resources.Style}</style>\n</head>\n<body>\n");
        html.Add($"""
            <header class="masthead">
            <div><p class="product">Nocturne</p><h1>{title}</h1><p class="summary">{summary}</p></div>
            <div class="choices" role="group" aria-label="Colours of the page">
            <button type="button" data-set-theme="light">Light</button><button type="button" data-set-theme="dark">Dark</button><button type="button" data-set-theme="night">Red</button>
            </div>
            </header>
            <main>

            """);
    }

    /// <param name="html">The page.</param>
    /// <param name="info">What the night was reduced with.</param>
    /// <param name="data">What the charts show, as JSON that is safe in a page.</param>
    /// <param name="resources">Scripts.</param>
    public static void WriteEnd(HtmlText html, NightInfo info, ReadOnlySpan<byte> data, ReportResources resources)
    {
        html.Add($"""
            </main>
            <footer><p>Made by Nocturne {info.ProgramVersion} with the settings of digest <code>{info.SettingsDigest}</code>. This page needs no network.</p>
            <details><summary>All settings</summary><pre>{info.SettingsText}</pre></details></footer>

            """);
        html.AddRaw("<script type=\"application/json\" id=\"data\">").AddRaw(data).AddRaw("</script>\n");
        if (resources.Charts is { } library)
            html.AddRaw($"<script>\n/*\n{library.Licence}*/\n{library.Script}\n</script>\n");
        html.AddRaw($"<script>\n{resources.Script}</script>\n</body>\n</html>\n");
    }
}

using System.Reflection;

namespace Nocturne.Runner.Report;

/// <summary>The parts of the report's page that are embedded in the program.</summary>
/// <param name="Style">Style of the page.</param>
/// <param name="Script">Script of the page.</param>
/// <param name="Charts">The chart library; null in a program that was built without Node.js.</param>
public sealed record ReportResources(string Style, string Script, ChartLibrary? Charts)
{
    /// <summary>What this program was built with.</summary>
    public static ReportResources Embedded { get; } = new(
        Read("report.css") ?? "",
        Read("page.js") + Read("chart.js") + Read("report.js"),
        Read("charts.js") is { } script ? new ChartLibrary(script, Read("charts.css") ?? "", Read("charts.license.txt") ?? "") : null);

    /// <summary>What the page of forced photometry is made of.</summary>
    internal static ReportResources Forced { get; } = Embedded with { Style = Embedded.Style + Read("forced.css"), Script = Read("page.js") + Read("chart.js") + Read("forced.js") };

    /// <summary>What the page of vetting is made of; its plots need no chart library.</summary>
    internal static ReportResources Vetting { get; } = new(Embedded.Style + Read("forced.css") + Read("vetting.css"), Read("page.js") ?? "", null);

    /// <summary>The scripts that all pages with charts share.</summary>
    internal static string Common { get; } = Read("page.js") + Read("chart.js");

    static string? Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"report/{name}");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using System.Reflection;
using System.Text;
using System.Text.Json;
using Nocturne.Core.Quality;
using Nocturne.Runner.Report;

namespace Nocturne.Runner.Live;

/// <summary>The parts of the live page that are embedded in the program.</summary>
/// <param name="Page">The page.</param>
/// <param name="Style">Its style.</param>
/// <param name="Script">Its script.</param>
sealed record LiveAssets(byte[] Page, byte[] Style, byte[] Script)
{
    /// <summary>Puts the parts together.</summary>
    public static LiveAssets Load()
    {
        var report = ReportResources.Embedded;
        var flags = JsonSerializer.Serialize(QualityFlags.All.Select(flag => new { bit = (int)flag.Flag, sentence = flag.Sentence }));
        var page = Read("live.html")
            .Replace("{{data}}", $$"""{"flags":{{flags}}}""", StringComparison.Ordinal)
            .Replace("{{version}}", ProgramVersion.Text, StringComparison.Ordinal);
        return new(
            Encoding.UTF8.GetBytes(page),
            Encoding.UTF8.GetBytes(report.Charts?.Style + report.Style + Read("live.css")),
            Encoding.UTF8.GetBytes($"/*\n{report.Charts?.Licence}*/\n{report.Charts?.Script}\n{ReportResources.Common}{string.Concat(Scripts.Select(Read))}"));
    }

    static string[] Scripts { get; } = ["follow.js", "pictures.js", "status.js", "live.js"];

    static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"live/{name}") ?? throw new InvalidOperationException($"The program was built without live/{name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using System.Globalization;
using Nocturne.Core.Instruments;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Commands;

/// <summary>Prints the survey of a night: a row a camera, filter and kind, then what is odd, then the files that cannot be read.</summary>
static class NightInspection
{
    static readonly string[] Titles = ["camera", "filter", "kind", "frames", "first (UTC)", "last (UTC)", "cadence", "exposure", "size", "binning"];

    /// <summary>The column with numbers, which end below each other.</summary>
    const int Count = 3;

    public static void Write(NightSurvey survey, IReadOnlyList<ScannedFile> headers, IReadOnlyList<string> calibrations, TextWriter output)
    {
        string[][] rows = [Titles, .. survey.Bands.Select(Cells)];
        var widths = Enumerable.Range(0, Titles.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows) output.WriteLine(string.Join("  ", row.Select((cell, column) => column == Count ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
        var remarks = survey.Bands.SelectMany(band => band.Remarks.Select(remark => (band.Camera, band.Filter, band.Kind, Remark: remark)));
        foreach (var same in remarks.GroupBy(entry => (entry.Camera, entry.Filter, entry.Remark)))
        {
            var kinds = same.Select(entry => entry.Kind).Where(kind => kind != FrameKind.Science).Select(Name).ToArray();
            output.WriteLine($"{same.Key.Camera}:{same.Key.Filter}{(kinds.Length > 0 ? $" ({string.Join(", ", kinds)})" : "")}: {same.Key.Remark}");
        }
        foreach (var remark in calibrations) output.WriteLine(remark);
        foreach (var unreadable in headers.Where(header => header.Facts is null)) output.WriteLine(unreadable.Reason);
    }

    static string[] Cells(BandSurvey band) =>
    [
        band.Camera,
        band.Filter,
        Name(band.Kind),
        band.Count.ToString(CultureInfo.InvariantCulture),
        band.First?.ToString() ?? "-",
        band.Last?.ToString() ?? "-",
        band.CadenceSeconds is { } cadence ? string.Create(CultureInfo.InvariantCulture, $"{cadence:0.###} s") : "-",
        Commonest(band.Exposures),
        Commonest(band.Sizes),
        Commonest(band.Binnings),
    ];

    static string Name(FrameKind kind) => kind.ToString().ToLowerInvariant();

    static string Commonest(IReadOnlyList<SurveyCount> counts) => counts.Count == 0 ? "-" : counts.Count == 1 ? counts[0].Value : counts[0].Value + " +";
}

using System.Globalization;
using Nocturne.Core.Instruments;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Commands;

/// <summary>Prints the survey of a night: a row a camera, filter and kind, then what is odd, then the files that cannot be read.</summary>
static class NightInspection
{
    public static void Write(NightSurvey survey, IReadOnlyList<ScannedFile> headers, IReadOnlyList<string> calibrations, TextWriter output)
    {
        output.WriteLine(Row("camera", "filter", "kind", "frames", "first (UTC)", "last (UTC)", "cadence", "exposure", "size", "binning"));
        foreach (var band in survey.Bands)
        {
            output.WriteLine(Row(
                band.Camera,
                band.Filter,
                band.Kind.ToString().ToLowerInvariant(),
                band.Count.ToString(CultureInfo.InvariantCulture),
                band.First?.ToString() ?? "-",
                band.Last?.ToString() ?? "-",
                band.CadenceSeconds is { } cadence ? string.Create(CultureInfo.InvariantCulture, $"{cadence:0.###} s") : "-",
                Commonest(band.Exposures),
                Commonest(band.Sizes),
                Commonest(band.Binnings)));
        }
        foreach (var band in survey.Bands)
        {
            foreach (var remark in band.Remarks) output.WriteLine($"{band.Camera}:{band.Filter}: {remark}");
        }
        foreach (var remark in calibrations) output.WriteLine(remark);
        foreach (var unreadable in headers.Where(header => header.Facts is null)) output.WriteLine(unreadable.Reason);
    }

    static string Commonest(IReadOnlyList<SurveyCount> counts) => counts.Count == 0 ? "-" : counts.Count == 1 ? counts[0].Value : counts[0].Value + " +";

    static string Row(params ReadOnlySpan<string> cells) =>
        string.Create(CultureInfo.InvariantCulture, $"{cells[0],-10} {cells[1],-8} {cells[2],-8} {cells[3],7}  {cells[4],-23}  {cells[5],-23}  {cells[6],-9} {cells[7],-9} {cells[8],-13} {cells[9]}").TrimEnd();
}

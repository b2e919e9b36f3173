using System.Text.Json;
using Nocturne.Core.Instruments;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Commands;

/// <summary>The facts of all frames, and what the bands and their clocks are like, as JSON for other programs.</summary>
static class InspectionJson
{
    static readonly JsonSerializerOptions Options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(NightSurvey survey, IReadOnlyList<ScannedFile> headers, IReadOnlyList<string> calibrations, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            Frames = headers.Select(Frame),
            Bands = survey.Bands.Select(Band),
            Calibrations = calibrations,
        },
        Options));

    static object Frame(ScannedFile header) => new
    {
        header.File,
        header.Hdu,
        header.Width,
        header.Height,
        header.Planes,
        header.Colour,
        header.Reason,
        Facts = header.Facts is null ? null : FactLines.Of(header.Facts).ToDictionary(fact => fact.Name, fact => fact.Value),
        header.Facts?.OtherTimes,
        Missing = header.Facts?.Missing.Select(missing => missing.Sentence),
        header.Facts?.Doubts,
    };

    static object Band(BandSurvey band) => new
    {
        band.Camera,
        band.Filter,
        Kind = band.Kind.ToString().ToLowerInvariant(),
        band.Count,
        First = band.First?.ToString(),
        Last = band.Last?.ToString(),
        band.CadenceSeconds,
        band.Audit?.JitterSeconds,
        band.Audit?.Lost,
        band.Audit?.Doubled,
        band.Audit?.Late,
        band.Audit?.ClockJumps,
        band.Audit?.TruncatedToSeconds,
        band.Gaps,
        band.Remarks,
    };
}

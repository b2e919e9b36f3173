using System.Text.Json;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Commands;

/// <summary>The facts of all frames as JSON, for other programs.</summary>
static class InspectionJson
{
    static readonly JsonSerializerOptions Options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(IReadOnlyList<ScannedFile> headers, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        headers.Select(header => new
        {
            header.File,
            header.Hdu,
            header.Width,
            header.Height,
            header.Planes,
            header.Reason,
            Facts = header.Facts is null ? null : FactLines.Of(header.Facts).ToDictionary(fact => fact.Name, fact => fact.Value),
            Missing = header.Facts?.Missing.Select(missing => missing.Sentence),
            Doubts = header.Facts?.Doubts,
        }),
        Options));
}

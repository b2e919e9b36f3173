using System.Text.Json;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>One entry of a section of the manifest.</summary>
/// <param name="Section">Name of the section.</param>
/// <param name="Number">Its place in the section.</param>
/// <param name="Json">Its content.</param>
sealed record ManifestEntry(string Section, int Number, JsonElement Json)
{
    /// <summary>The file of expected values, or section, number and scene when there is none.</summary>
    public string Name => Text("file") ?? Text("back") ?? $"{Section}[{Number}] {Text("scene")}";

    /// <summary>The entry itself, shortened for a message.</summary>
    public string Summary
    {
        get
        {
            var text = string.Join(' ', Json.GetRawText().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.Length > 160 ? text[..160] + "..." : text;
        }
    }

    /// <summary>The options of the case; an empty object when it has none.</summary>
    public JsonElement Options => Json.TryGetProperty("options", out var options) ? options : JsonSerializer.SerializeToElement(new { });

    public bool Has(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

}

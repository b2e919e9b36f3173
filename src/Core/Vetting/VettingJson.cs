using System.Globalization;
using System.Text.Json;

namespace Nocturne.Core.Vetting;

/// <summary>Results as JSON. Numbers that JSON cannot hold are the strings <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.</summary>
public static class VettingJson
{
    /// <summary>A radius as part of a name: shortest form, with at least one decimal, as in <c>2.0</c>.</summary>
    public static string RadiusName(double radius)
    {
        var text = radius.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    /// <summary>Writes a number as the value of an array or of a property whose name is written.</summary>
    public static void WriteNumber(Utf8JsonWriter json, double value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    /// <summary>Writes a property that is a number.</summary>
    public static void Write(Utf8JsonWriter json, string name, double value)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WritePropertyName(name);
        WriteNumber(json, value);
    }

    /// <summary>Writes a property that is a row of numbers.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(values);
        json.WriteStartArray(name);
        foreach (var value in values) WriteNumber(json, value);
        json.WriteEndArray();
    }

    /// <summary>Writes a property that is an image, rows first.</summary>
    public static void WriteImage(Utf8JsonWriter json, string name, ReadOnlySpan<double> image, int columns)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartArray(name);
        for (var at = 0; at < image.Length; at += columns)
        {
            json.WriteStartArray();
            foreach (var value in image.Slice(at, columns)) WriteNumber(json, value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes one result as an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="result">The result.</param>
    /// <param name="withDetail">Whether arrays and images are wanted too.</param>
    public static void Write(Utf8JsonWriter json, VettingResult result, bool withDetail)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(result);
        json.WriteStartObject();
        json.WriteString("id", result.Id);
        json.WriteString("name", result.Name);
        json.WriteString("status", StatusName(result.Status));
        json.WritePropertyName("confidence");
        ((MetricValue)result.Confidence).WriteTo(json);
        if (result.IsProvisional) json.WriteBoolean("provisional", true);
        Write(json, "metrics", result.Metrics);
        Write(json, "flags", result.Flags);
        Write(json, "refined", result.Refined);
        Write(json, "refined_flags", result.RefinedFlags);
        json.WriteStartArray("notes");
        foreach (var note in result.Notes)
        {
            json.WriteStartObject();
            json.WriteString("code", note.Code);
            json.WriteString("sentence", note.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "provenance", result.Provenance);
        if (withDetail && result.Detail is { } detail)
        {
            json.WriteStartObject("raw");
            detail.Write(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes named values as a property that is an object.</summary>
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, MetricValue> metrics)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(metrics);
        json.WriteStartObject(name);
        foreach (var (key, value) in metrics)
        {
            json.WritePropertyName(key);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    /// <summary>ok, skipped or error.</summary>
    public static string StatusName(VettingStatus status) => status switch
    {
        VettingStatus.Ok => "ok",
        VettingStatus.Skipped => "skipped",
        _ => "error",
    };

    static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}

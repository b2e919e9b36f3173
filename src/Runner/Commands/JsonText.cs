using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nocturne.Runner.Commands;

/// <summary>How JSON is written for other programs.</summary>
static class JsonText
{
    /// <summary>A line a value; numbers that are none as words.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, NewLine = "\n", NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
}

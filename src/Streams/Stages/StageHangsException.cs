using System.Globalization;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>A stage did not end within the time that it has for a frame.</summary>
public sealed class StageHangsException(Stage stage, TimeSpan limit) : Exception(
    string.Create(CultureInfo.InvariantCulture, $"the stage '{stage.ToString().ToLowerInvariant()}' did not end within {limit.TotalSeconds:0.###} s."))
{
    public Stage Stage { get; } = stage;
}

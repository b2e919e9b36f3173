using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nocturne.Runner.Progress;

/// <summary>Frames per second of a row.</summary>
sealed class FrameRateColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed,7:F1} frames/s") : "", new Style(Color.Grey));
}

using System.Globalization;
using Nocturne.Core.Calibration;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Calibrating;

/// <summary>A master frame and what it is for.</summary>
/// <param name="Master">The frame.</param>
/// <param name="Like">One of the frames that went into it.</param>
/// <param name="Partners">Masters that were taken off before: "bias", "dark".</param>
sealed record MadeMaster(MasterFrame Master, FrameDescriptor Like, IReadOnlyList<string> Partners)
{
    /// <summary>A line for people.</summary>
    public string Line
    {
        get
        {
            var pixels = Master.Pixels.Pixels;
            var noise = Master.Variance is { } variance ? Math.Sqrt(Mean(variance.Pixels)) : double.NaN;
            var name = Master.Kind == MasterKind.Flat ? Like.Band.ToString() : Like.Band.Camera;
            var what = Master.Kind switch
            {
                MasterKind.Flat => Text($"response {Least(pixels):F3} to {Largest(pixels):F3}, noise {100 * noise:F2} % a pixel{Dead(pixels)}"),
                MasterKind.Dark => Text($"{MedianImage.MedianOf(pixels):G4} ADU/s, noise {noise:G3} ADU/s a pixel"),
                _ => Text($"{MedianImage.MedianOf(pixels):G6} ADU, noise {noise:G3} ADU a pixel"),
            };
            var partners = Partners.Count == 0 ? "" : $", {string.Join(" and ", Partners)} taken off";
            return Text($"{Master.Kind.ToString().ToLowerInvariant(),-5} {name,-8} {Master.Frames,4} frames  {Master.Pixels.Width} x {Master.Pixels.Height} pixels binned {Like.Facts.BinX} x {Like.Facts.BinY}: {what}{partners}");
        }
    }

    static double Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in values)
        {
            if (!float.IsFinite(value)) continue;
            sum += value;
            count++;
        }
        return sum / count;
    }

    static string Dead(ReadOnlySpan<float> pixels)
    {
        var dead = 0;
        foreach (var pixel in pixels) dead += pixel > 0 ? 0 : 1;
        return dead == 0 ? "" : Text($", {dead:N0} dead pixels");
    }

    static float Least(ReadOnlySpan<float> pixels)
    {
        var least = float.PositiveInfinity;
        foreach (var pixel in pixels) least = pixel < least ? pixel : least;
        return least;
    }

    static float Largest(ReadOnlySpan<float> pixels)
    {
        var largest = float.NegativeInfinity;
        foreach (var pixel in pixels) largest = pixel > largest ? pixel : largest;
        return largest;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

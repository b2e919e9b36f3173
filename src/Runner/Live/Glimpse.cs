using Nocturne.Core.Catalogs;
using Nocturne.Core.Imaging;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Live;

/// <summary>A frame made small enough to be looked at, with what was measured in it.</summary>
/// <remarks>One is held for each band, however many viewers there are; it is painted when the first of them asks.</remarks>
sealed class Glimpse
{
    /// <summary>Most pixels of a side.</summary>
    const int LongestSide = 720;

    readonly Lazy<byte[]> png;

    Glimpse(BandKey band, string title, double? seconds, int width, int height, Image image)
    {
        (Band, Title, Seconds, Width, Height) = (band, title, seconds, width, height);
        png = new(() => StackPicture.Paint(image.View, LongestSide).Png);
    }

    public BandKey Band { get; }

    /// <summary>What it shows, for people.</summary>
    public string Title { get; }

    /// <summary>Middle of the exposure [s since 1970, UTC]; null when it is a stack, or not known.</summary>
    public double? Seconds { get; }

    /// <summary>Width of the frame itself [pixels].</summary>
    public int Width { get; }

    /// <summary>Height of the frame itself [pixels].</summary>
    public int Height { get; }

    /// <summary>The sources with their places in the frame [pixels]; empty when none was measured.</summary>
    public IReadOnlyList<(int Number, double X, double Y)> Stars { get; private init; } = [];

    /// <summary>Turn of the frame against the reference [radians].</summary>
    public double Turn { get; private init; }

    /// <summary>When it came to the page.</summary>
    public long Version { get; set; }

    /// <summary>The picture.</summary>
    public byte[] Png => png.Value;

    /// <summary>A look at a frame; nothing of its buffer is kept.</summary>
    public static Glimpse Of(NightFrame frame)
    {
        var pixels = frame.Pixels!.Image.View;
        var photometer = frame.Measurements.Count > 0 ? frame.Measurements[0].Photometer : "";
        return new(frame.Record.Band, frame.Record.File, frame.Record.MidUtc is { } mid ? BandReport.SecondsOf(mid) : null, pixels.Width, pixels.Height, StackPicture.MakeSmall(pixels, LongestSide))
        {
            Stars = [.. frame.Measurements.Where(row => row.Photometer == photometer && double.IsFinite(row.X)).Select(row => (row.Source, row.X, row.Y))],
            Turn = frame.Record.Transform?.Rotation ?? 0,
        };
    }

    /// <summary>A band's stacked image, until there is a frame.</summary>
    public static Glimpse Of(BandKey band, SourceCatalogue catalogue, Image stack) =>
        new(band, $"{catalogue.StackedFrames} frames stacked", null, stack.Width, stack.Height, StackPicture.MakeSmall(stack.View, LongestSide))
        {
            Stars = [.. catalogue.Sources.Select(star => (star.Number, star.X, star.Y))],
        };
}

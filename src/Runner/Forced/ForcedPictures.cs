using Nocturne.Runner.Plots;
using Nocturne.Runner.Report;
using Nocturne.Streams.Export;
using Nocturne.Streams.Forced;

namespace Nocturne.Runner.Forced;

/// <summary>The plots of one image as PNG files.</summary>
static class ForcedPictures
{
    const double Width = 800, Height = 520;

    /// <summary>Width of the drawn cut-out.</summary>
    const double CutoutWidth = 800;

    /// <summary>Writes the files <c>(name)-cutout.png</c>, <c>-encircled.png</c>, <c>-histogram.png</c> and <c>-offsets.png</c>, those that there is something to show in.</summary>
    /// <exception cref="Streams.Store.StoreException">The disk is full or refuses.</exception>
    public static void Write(ForcedFrame frame, string pathWithoutExtension)
    {
        WriteCutout(frame, pathWithoutExtension + "-cutout.png");
        WritePlot(ForcedPlots.EncircledEnergy, frame, pathWithoutExtension + "-encircled.png");
        WritePlot(ForcedPlots.Histogram, frame, pathWithoutExtension + "-histogram.png");
        WritePlot(ForcedPlots.Offsets, frame, pathWithoutExtension + "-offsets.png");
    }

    static void WritePlot(Func<IPlotCanvas, ForcedFrame, string?> draw, ForcedFrame frame, string path)
    {
        var canvas = new PictureCanvas(Width, Height);
        if (draw(canvas, frame) is not null) Save(canvas, path);
    }

    static void WriteCutout(ForcedFrame frame, string path)
    {
        var picture = StackPicture.Paint(frame.Image!.Cutout.Pixels.View);
        var pixel = CutoutWidth / Math.Max(picture.Width, picture.Height);
        var canvas = new PictureCanvas(picture.Width * pixel, picture.Height * pixel);
        canvas.Grey(picture.Grey.Span, picture.Width, picture.Height, 0, 0, pixel);
        ForcedPlots.Apertures(canvas, frame, pixel);
        Save(canvas, path);
    }

    static void Save(PictureCanvas canvas, string path) => AtomicFile.Write(path, file => file.Write(canvas.Png()));
}

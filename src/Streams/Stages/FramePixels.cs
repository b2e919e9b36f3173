using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Reads the pixels of a frame as its descriptor says: one image of the file, or several put together.</summary>
static class FramePixels
{
    /// <summary>Whether the file still holds what the descriptor says.</summary>
    /// <exception cref="FitsException">The file is damaged.</exception>
    public static bool Fits(FitsFile file, FrameDescriptor frame)
    {
        if (frame.Reading.Layout is not null) return true;
        if (file.Hdus[frame.Hdu] is not FitsImageHdu image || image.Width != frame.Reading.Width || image.Height != frame.Reading.Height) return false;
        image.CheckWhole();
        return true;
    }

    /// <summary>Reads the pixels.</summary>
    /// <param name="file">The file.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="pixels">Takes the pixels.</param>
    /// <param name="saturated">The saturated ones, where the pixels are not the counts of the file any more; null where they are.</param>
    /// <returns>False if the file holds something else by now.</returns>
    /// <exception cref="FitsException">Pixels are missing or damaged.</exception>
    public static bool TryRead(FitsFile file, FrameDescriptor frame, Span<float> pixels, out PixelList? saturated)
    {
        saturated = null;
        if (frame.Reading.Layout is { } layout) return layout.TryRead(file, frame.Plane, pixels, frame.Facts.Saturation, out saturated);
        ((FitsImageHdu)file.Hdus[frame.Hdu]).ReadPlane(frame.Plane, pixels);
        return true;
    }

    /// <summary>Reads a frame into an image of its own.</summary>
    /// <exception cref="FitsException">Pixels are missing or damaged.</exception>
    /// <exception cref="ArgumentException">The file holds something else by now.</exception>
    public static Image Read(FrameDescriptor frame)
    {
        using var file = FitsFile.Open(frame.Path);
        if (!Fits(file, frame)) throw Changed(frame);
        var image = new Image(frame.Reading.Width, frame.Reading.Height);
        return TryRead(file, frame, image.Pixels, out _) ? image : throw Changed(frame);
    }

    static ArgumentException Changed(FrameDescriptor frame) => new($"{frame.File} changed while the night was being reduced.");
}

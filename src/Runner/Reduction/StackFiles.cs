using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Fits;
using Nocturne.Runner.Report;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Reduction;

/// <summary>The stacked images of a night, one FITS file a band beside the store. They lie as the reference frame does, and so have its coordinate system where it has one.</summary>
static class StackFiles
{
    /// <param name="night">The night's folder.</param>
    /// <param name="band">The band.</param>
    /// <param name="frame">The reference frame; null when it is not known.</param>
    /// <param name="reference">What is to be saved.</param>
    public static void Save(string night, BandKey band, FrameDescriptor? frame, ReferenceStack reference)
    {
        var header = new FitsHeader()
            .Set("CAMERA", band.Camera, "camera")
            .Set("FILTER", band.Filter, "filter")
            .Set("NSTACK", reference.Catalogue.StackedFrames, "frames in the mean")
            .Set("REFFRAME", reference.Catalogue.ReferenceFrame, "identity of the reference frame")
            .Set("BUNIT", "adu", "background-free counts per frame");
        var stack = reference.Stack;
        if (frame is not null) AddCoordinates(header, frame);
        AtomicFile.Write(Path.Combine(night, ReportWriter.StackPathOf(band)), file => file.Write(stream => FitsWriter.WriteImage(stream, header, stack.Width, stack.Height, stack.Pixels)));
    }

    /// <summary>The coordinate system in the stack that was saved; null where the reference frame has none, or there is no stack.</summary>
    public static WorldCoordinates? Coordinates(string night, BandKey band)
    {
        var path = Path.Combine(night, ReportWriter.StackPathOf(band));
        if (!File.Exists(path)) return null;
        try
        {
            using var file = FitsFile.Open(path);
            return file.Images.FirstOrDefault() is { } image && image.Header.Contains("CTYPE1") ? FitsWcsReader.Read(image.Header, image.Width, image.Height, path) : null;
        }
        catch (Exception fault) when (fault is FitsException or WcsException or IOException or UnauthorizedAccessException)
        {
            // A stack that cannot be read is no worse than none.
            return null;
        }
    }

    static void AddCoordinates(FitsHeader header, FrameDescriptor frame)
    {
        try
        {
            using var file = FitsFile.Open(frame.Path);
            if (file.Hdus[frame.Hdu] is FitsImageHdu image) CelestialKeywords.TryCopy(image.Header, header, frame.Width, frame.Height);
        }
        catch (Exception fault) when (fault is FitsException or IOException or UnauthorizedAccessException)
        {
            // The frame is gone by now: the stack goes without.
        }
    }
}

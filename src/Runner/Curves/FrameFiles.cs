using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Curves;

/// <summary>The frames of a night where they lie, for pictures of them.</summary>
/// <param name="Root">Folder that the night was reduced from.</param>
sealed record FrameFiles(string Root)
{
    /// <summary>The pixels of a frame as they are in the file; null when it cannot be read: a picture less is no reason to fail.</summary>
    public Image? Read(FrameRecord frame)
    {
        try
        {
            using var file = FitsFile.Open(Path.Combine(Root, frame.File));
            return file.Images.FirstOrDefault(image => image.PlaneCount > frame.Plane)?.ReadImage(frame.Plane);
        }
        catch (Exception exception) when (exception is FitsException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using Nocturne.Core.Fits;
using Nocturne.Runner.Report;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Reduction;

/// <summary>The stacked images of a night, one FITS file a band beside the store.</summary>
static class StackFiles
{
    public static void Save(string night, BandKey band, ReferenceStack reference)
    {
        var header = new FitsHeader()
            .Set("CAMERA", band.Camera, "camera")
            .Set("FILTER", band.Filter, "filter")
            .Set("NSTACK", reference.Catalogue.StackedFrames, "frames in the mean")
            .Set("REFFRAME", reference.Catalogue.ReferenceFrame, "identity of the reference frame")
            .Set("BUNIT", "adu", "background-free counts per frame");
        var stack = reference.Stack;
        AtomicFile.Write(Path.Combine(night, ReportWriter.StackPathOf(band)), file => file.Write(stream => FitsWriter.WriteImage(stream, header, stack.Width, stack.Height, stack.Pixels)));
    }
}

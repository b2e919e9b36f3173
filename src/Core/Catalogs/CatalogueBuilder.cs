using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Catalogs;

/// <summary>Makes a band's catalogue from its reference stack.</summary>
public static class CatalogueBuilder
{
    /// <summary>Detects the stack's stars and numbers the brightest, from 1 on. What a finder of one's own finds is taken as it is.</summary>
    /// <param name="stack">Mean of the aligned, background-free frames; NaN where it says nothing.</param>
    /// <param name="referenceFrame">Identity of the frame whose pixels the stack has.</param>
    /// <param name="stackedFrames">Frames in the stack.</param>
    /// <param name="options">What counts as a source and how many are kept.</param>
    public static SourceCatalogue Build(Image stack, string referenceFrame, int stackedFrames, CatalogueOptions options)
    {
        var threshold = Threshold(stack, options.Sigmas);
        var found = options.Finder?.Find(stack.View, threshold, options.Segmentation)
            ?? PointSources.Among(SegmentationFinder.Find(stack.View, default, threshold, options.Segmentation));
        var sources = found.Take(options.MaximumSources)
            .Select((source, i) => new CatalogueSource(i + 1, source.X, source.Y, source.Flux, source.SemiMajorSigma, source.SemiMinorSigma, source.Orientation))
            .ToArray();
        var shape = sources.Length == 0 ? new(double.NaN, double.NaN, 0) : options.Selector.Select(sources);
        return new(sources, shape.SemiMajorSigma, shape.SemiMinorSigma, shape.Orientation, referenceFrame, stackedFrames, stack.Width, stack.Height);
    }

    /// <summary>Clipped mean of the stack plus a multiple of its clipped standard deviation.</summary>
    static double Threshold(Image stack, double sigmas)
    {
        var sky = WholeFrameSky.Measure(stack.View);
        return sky.Level + (sigmas * sky.Rms);
    }
}

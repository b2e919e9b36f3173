using Nocturne.Core.Detection;

namespace Nocturne.Core.Catalogs;

/// <summary>How a band's catalogue is made from its stack.</summary>
public sealed record CatalogueOptions
{
    /// <summary>Threshold above the clipped mean of the stack [clipped standard deviations].</summary>
    public double Sigmas { get; init; } = 5;

    /// <summary>Brightest sources that are kept.</summary>
    public int MaximumSources { get; init; } = 15;

    public SegmentationOptions Segmentation { get; init; } = new();

    /// <summary>Finds the sources; null for our own segmentation.</summary>
    public ISourceFinder? Finder { get; init; }

    /// <summary>Says what a point source looks like.</summary>
    public IApertureSelector Selector { get; init; } = new MedianShape();
}

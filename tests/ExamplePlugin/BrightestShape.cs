using Nocturne.Core.Catalogs;

namespace MyLab;

/// <summary>An aperture selector of one's own: a point source looks like the brightest star.</summary>
public sealed class BrightestShape : IApertureSelector
{
    /// <inheritdoc/>
    public PointShape Select(IReadOnlyList<CatalogueSource> sources) => new(sources[0].SemiMajorSigma, sources[0].SemiMinorSigma, sources[0].Orientation);
}

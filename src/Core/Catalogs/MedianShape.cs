using Nocturne.Core.Photometry;

namespace Nocturne.Core.Catalogs;

/// <summary>Medians of the widths of all sources, and the mean direction of their axes.</summary>
public sealed class MedianShape : IApertureSelector
{
    /// <inheritdoc/>
    public PointShape Select(IReadOnlyList<CatalogueSource> sources) =>
        new(SigmaClip.Median([.. sources.Select(source => source.SemiMajorSigma)]), SigmaClip.Median([.. sources.Select(source => source.SemiMinorSigma)]), AxialMean(sources));

    /// <summary>Mean direction of the major axes, each weighted by how elongated the source is, so that round sources and angles near ±90° do no harm.</summary>
    static double AxialMean(IReadOnlyList<CatalogueSource> sources)
    {
        double sine = 0, cosine = 0;
        foreach (var source in sources)
        {
            var elongation = (source.SemiMajorSigma * source.SemiMajorSigma) - (source.SemiMinorSigma * source.SemiMinorSigma);
            sine += elongation * Math.Sin(2 * source.Orientation);
            cosine += elongation * Math.Cos(2 * source.Orientation);
        }

        return Math.Atan2(sine, cosine) / 2;
    }
}

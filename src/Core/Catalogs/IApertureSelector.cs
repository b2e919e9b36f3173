namespace Nocturne.Core.Catalogs;

/// <summary>A way of one's own to say what a point source of a band looks like, which sets apertures, rings and profiles.</summary>
public interface IApertureSelector
{
    /// <summary>The shape of a point source.</summary>
    /// <param name="sources">The band's catalogue, the brightest first; never empty.</param>
    PointShape Select(IReadOnlyList<CatalogueSource> sources);
}

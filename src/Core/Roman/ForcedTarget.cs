using Nocturne.Core.Astrometry.Wcs;

namespace Nocturne.Core.Roman;

/// <summary>A catalogue source that lies on the detector.</summary>
/// <param name="CatalogueRow">Its row in the catalogue, from 0.</param>
/// <param name="Name">Its name there; may be empty.</param>
/// <param name="IsStar">A star, or of unknown type; false for a galaxy.</param>
/// <param name="Sky">Its position on the sky.</param>
/// <param name="Pixel">Its position in the image.</param>
/// <param name="CatalogueFlux">Its flux in the catalogue [maggies]; NaN when not known.</param>
public sealed record ForcedTarget(int CatalogueRow, string Name, bool IsStar, SkyPoint Sky, PixelPoint Pixel, double CatalogueFlux)
{
    /// <summary>AB magnitude in the catalogue; NaN when the flux is not positive.</summary>
    public double CatalogueMagnitude => Magnitudes.FromMaggies(CatalogueFlux);
}

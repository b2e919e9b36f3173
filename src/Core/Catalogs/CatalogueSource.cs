namespace Nocturne.Core.Catalogs;

/// <summary>One star of a band's catalogue.</summary>
/// <param name="Number">Its number, from 1: the same in all bands that see the star. It never changes during a night.</param>
/// <param name="X">Position in the reference frame [pixels].</param>
/// <param name="Y">Position in the reference frame [pixels].</param>
/// <param name="Flux">Counts in its segment of the reference stack, per frame [ADU].</param>
/// <param name="SemiMajorSigma">Second moment along the major axis [pixels].</param>
/// <param name="SemiMinorSigma">Second moment along the minor axis [pixels].</param>
/// <param name="Orientation">Angle of the major axis from +x towards +y [radians].</param>
public sealed record CatalogueSource(int Number, double X, double Y, double Flux, double SemiMajorSigma, double SemiMinorSigma, double Orientation);

namespace Nocturne.Core.Photometry;

/// <summary>How positions are refined before the photometry.</summary>
public enum CentroidMethod
{
    /// <summary>Centre of the positive counts in a box of the aperture's radius.</summary>
    CentreOfMass,

    /// <summary>Centre of the counts weighted by the profile.</summary>
    Psf,

    /// <summary>
    /// Centre of the counts weighted by a Gaussian of the source's width, with doubled steps (Source Extractor's windowed position).
    /// </summary>
    Windowed,
}

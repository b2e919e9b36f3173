namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>How it is decided whether a sky position lies on a detector.</summary>
public enum AcceptanceRule
{
    /// <summary>By distance from the middle of the detector, the pixel, and a check that the pixel leads back to the sky position.</summary>
    RoundTrip,

    /// <summary>As the Python package gwcs does: by the range of right ascension and declination of the corners, and the pixel. Fails near the poles.</summary>
    CornerRange,
}

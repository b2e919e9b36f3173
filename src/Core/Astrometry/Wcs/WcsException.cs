namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>A coordinate system cannot be used; the sentence says what is missing or not known.</summary>
public sealed class WcsException(string message, Exception? inner = null) : Exception(message, inner);

using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Roman;

/// <summary>Opens images for forced photometry: ASDF files of the Roman telescope, or FITS; the first bytes tell which.</summary>
public static class ScienceImageReader
{
    /// <summary>Opens an image.</summary>
    /// <exception cref="AsdfException">The ASDF file is damaged.</exception>
    /// <exception cref="FitsException">The FITS file is damaged.</exception>
    /// <exception cref="WcsException">Its coordinate system is missing or not understood.</exception>
    /// <exception cref="ScienceImageException">It holds no image, or its parts do not fit together.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ScienceImage Open(string path)
    {
        Span<byte> first = stackalloc byte[5];
        using (var stream = File.OpenRead(path)) stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        return first.SequenceEqual("#ASDF"u8) ? RomanImageReader.Open(path) : FitsImageReader.Open(path);
    }
}

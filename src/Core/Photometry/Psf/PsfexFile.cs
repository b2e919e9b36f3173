using Nocturne.Core.Fits;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>Reads PSF models as PSFEx writes them: a binary table with one row and the column PSF_MASK.</summary>
public static class PsfexFile
{
    /// <param name="path">The file.</param>
    /// <param name="positionsAsWritten">
    /// PSFEx counts positions from one; they are moved to our zero. True leaves them, as stdpipe and sep-x do, which moves the PSF's
    /// variation by a pixel.
    /// </param>
    /// <exception cref="FitsException">The file is not FITS, damaged, or holds no PSF.</exception>
    public static PsfModel Read(string path, bool positionsAsWritten = false)
    {
        using var file = FitsFile.Open(path);
        return Read(file, positionsAsWritten);
    }

    /// <inheritdoc cref="Read(string, bool)"/>
    public static PsfModel Read(FitsFile file, bool positionsAsWritten = false)
    {
        var table = file.Tables.FirstOrDefault(hdu => hdu.Find("PSF_MASK") is not null && hdu.RowCount > 0)
            ?? throw new FitsException(
                FitsFault.Unsupported, file.Name, "There is no PSF in this file: no table has a column PSF_MASK. Give a file written by PSFEx.");
        var header = table.Header;
        var width = (int)(header.GetLong("PSFAXIS1") ?? 0);
        var height = (int)(header.GetLong("PSFAXIS2") ?? 0);
        var count = (int)(header.GetLong("PSFAXIS3") ?? 1);
        var degree = (int)(header.GetLong("POLDEG1") ?? 0);
        var samples = table.ReadDoubles("PSF_MASK", 0);
        if (width < 1 || height < 1 || degree is < 0 or > 20 || count < 1 || samples.Length != (long)width * height * count
            || count != PolynomialField.Terms(degree))
        {
            throw new FitsException(
                FitsFault.Corrupt, file.Name, $"The PSF says {width} x {height} samples, {count} planes and degree {degree} but holds {samples.Length} numbers; make it anew with PSFEx.");
        }

        var first = positionsAsWritten ? 0 : 1;
        return new PsfModel(width, height, header.GetDouble("PSF_SAMP") ?? 1, degree, [.. samples.Chunk(width * height)])
        {
            Fwhm = header.GetDouble("PSF_FWHM") ?? double.NaN,
            XZero = (header.GetDouble("POLZERO1") ?? first) - first,
            XScale = header.GetDouble("POLSCAL1") ?? 1,
            YZero = (header.GetDouble("POLZERO2") ?? first) - first,
            YScale = header.GetDouble("POLSCAL2") ?? 1,
        };
    }
}

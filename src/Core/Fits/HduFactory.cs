using Nocturne.Core.Bytes;

namespace Nocturne.Core.Fits;

/// <summary>Makes the right kind of unit from a header.</summary>
static class HduFactory
{
    public static FitsHdu Create(FitsHeader header, long dataOffset, ByteSource source, FitsPlace place)
    {
        var layout = HduLayout.From(header, dataOffset, place);
        var data = new HduData(source, layout, place);
        var kind = place.Hdu == 0 ? "IMAGE" : header.GetString("XTENSION")?.TrimEnd();
        return kind switch
        {
            "IMAGE" or "IUEIMAGE" when layout.Axes is not [0, ..] || header.GetBool("GROUPS") != true =>
                new FitsImageHdu(header, layout.BitPix, layout.Axes, isCompressed: false, new PlainPixels(header, data), data),
            "BINTABLE" or "A3DTABLE" when header.GetBool("ZIMAGE") == true => Compression.CompressedImage.Create(header, data),
            "BINTABLE" or "A3DTABLE" when header.GetBool("ZTABLE") != true => new FitsTableHdu(header, data),
            _ => new FitsOtherHdu(header, data),
        };
    }
}

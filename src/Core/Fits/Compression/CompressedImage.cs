namespace Nocturne.Core.Fits.Compression;

static class CompressedImage
{
    public static FitsHdu Create(FitsHeader header, HduData data) => new FitsOtherHdu(header, data);
}

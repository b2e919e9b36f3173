using Nocturne.Core.Fits;
using Nocturne.TestKit;

namespace Nocturne.Core.Tests.Fits;

/// <summary>Files of real instruments and other programs, which must all read.</summary>
public sealed class RealFileTests
{
    [ReferenceTheory("real", "tile_compressed")]
    [InlineData("m13_gzip.fits")]
    [InlineData("m13_rice.fits")]
    [InlineData("m13_plio.fits")]
    [InlineData("m13_hcomp.fits")]
    public void Every_codec_gives_the_exact_pixels_of_the_plain_image(string name)
    {
        using var plain = FitsFile.Open(ReferenceData.Required("real", "tile_compressed", "m13.fits"));
        using var packed = FitsFile.Open(ReferenceData.Required("real", "tile_compressed", name));
        var image = Assert.Single(packed.Images);
        Assert.True(image.IsCompressed);
        Assert.Equal(Assert.Single(plain.Images).ReadImage().Pixels.ToArray(), image.ReadImage().Pixels.ToArray());
    }
}

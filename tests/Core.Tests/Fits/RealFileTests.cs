using Nocturne.Core.Fits;
using Nocturne.TestKit;

namespace Nocturne.Core.Tests.Fits;

/// <summary>Files of real instruments and other programs, which must all read; the sums and pixels are astropy's (which scales 16-bit pixels in
/// single precision: the pixel of the SEP image is the one of cfitsio, scaled in double precision).</summary>
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

    [ReferenceTheory("real")]
    [InlineData("opticam/get_last_c1.fit", 1024, 1024, 202405409.0, 156.0)]
    [InlineData("indi_asi224/Light_1069.fits", 1304, 976, 271323868.0, 128.0)]
    [InlineData("indi_asi224/Light_1283.fits", 1304, 976, 277453320.0, 128.0)]
    [InlineData("lco_sinistro/coj1m011-fl08-20151216-0049-b00.fits.fz", 1040, 1024, 917922401.0939331, 809.1666259765625)]
    [InlineData("lco_sinistro/coj1m011-fl08-20151216-0083-d00.fits.fz", 1040, 1024, 998249712.6902466, 854.9454345703125)]
    [InlineData("lco_sinistro/cpt1m012-fl10-20151216-0073-e00.fits.fz", 1040, 1024, 5502591214.129395, 1235.597900390625)]
    [InlineData("m67_dss/M6707HH.fits", 1059, 1059, 4473129377.0, 3380.0)]
    [InlineData("panoptes/noheader.fits", 200, 200, 88905754.0, 2249.0)]
    [InlineData("panoptes/pole.fits", 200, 200, 105277861.0, 2640.0)]
    [InlineData("panoptes/rotation.fits", 200, 200, 100915735.0, 2560.0)]
    [InlineData("panoptes/tiny.fits", 200, 200, 88905754.0, 2249.0)]
    [InlineData("sep/image.fits", 256, 256, 451363818.64501953, 6797.15576171875)]
    [InlineData("tile_compressed/m13.fits", 300, 300, 13293397.0, 114.0)]
    public void Images_of_many_instruments_are_read_to_the_pixel(string name, int width, int height, double sum, double pixel)
    {
        using var file = FitsFile.Open(ReferenceData.Required(["real", .. name.Split('/')]));
        file.CheckWhole();
        var image = Assert.Single(file.Images);
        Assert.Equal((width, height, 1), (image.Width, image.Height, image.PlaneCount));
        var pixels = image.ReadImage().Pixels.ToArray();
        Assert.Equal(pixel, pixels[12345 % pixels.Length]);
        Assert.Equal(sum, pixels.Sum(value => (double)value), 1e-12 * sum);
    }

    [ReferenceFact("real", "kepler_tpf")]
    public void A_target_pixel_file_is_a_table_of_small_images()
    {
        using var file = FitsFile.Open(ReferenceData.Required("real", "kepler_tpf", "test-tpf-star.fits"));
        Assert.Equal(3, file.Hdus.Count);
        var table = Assert.Single(file.Tables);
        Assert.Equal("TARGETTABLES", table.ExtensionName);
        Assert.Equal(1290, table.RowCount);
        Assert.Equal(2454833, table.Header.GetLong("BJDREFI"));
        var time = table.ReadDoubles("TIME");
        Assert.Equal(3, time.Count(double.IsNaN));
        Assert.Equal(3450811.0929083694, time.Where(double.IsFinite).Sum(), 1e-6);
        Assert.Equal([3, 3], table.Find("FLUX")!.Shape);
        Assert.Equal("e-/s", table.Find("FLUX")!.Unit);
        Assert.Equal([0f, 1, 0, 1, 1, 1, 0, 1, 0], table.ReadFloats("FLUX", 100));
        Assert.Equal(2572672, table.ReadInts("QUALITY").Sum());
        Assert.Equal(6414715311, table.ReadLongs("RAW_CNTS").Sum());
        Assert.Equal(9, file.Images.Single().ReadImage().Pixels.ToArray().Sum());
    }

    [ReferenceFact("real", "lco_sinistro")]
    public void Text_of_observatory_headers_is_kept_as_text()
    {
        using var file = FitsFile.Open(ReferenceData.Required("real", "lco_sinistro", "cpt1m012-fl10-20151216-0073-e00.fits.fz"));
        var image = Assert.Single(file.Images);
        Assert.Equal([1040, 1024, 1], image.Axes);
        Assert.Equal("[3.3,3.4,3.3,3.4]", image.Header.GetString("GAIN"));
        Assert.Null(image.Header.GetDouble("GAIN"));
        Assert.Equal("UNKNOWN", image.Header.GetString("BIASSEC"));
    }
}

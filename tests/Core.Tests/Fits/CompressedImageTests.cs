using Nocturne.Core.Fits;
using Nocturne.Core.Fits.Compression;

namespace Nocturne.Core.Tests.Fits;

/// <summary>Tile-compressed images, packed by astropy and fpack.</summary>
public sealed class CompressedImageTests
{
    [Theory]
    [InlineData("rice8.fits", 8, 1, -50)]
    [InlineData("rice16.fits", 16, 1, -200)]
    [InlineData("riceu16.fits", 16, 150, 0)]
    [InlineData("fpackrice.fits", 16, 150, 0)]
    [InlineData("rice32.fits", 32, 100_000, -20_000_000)]
    [InlineData("gzip16.fits", 16, 1, -200)]
    [InlineData("shuffled16.fits", 16, 1, -200)]
    [InlineData("shuffled32.fits", 32, 100_000, -20_000_000)]
    [InlineData("plio16.fits", 16, 1, 0)]
    [InlineData("fpackplio.fits", 16, 150, 0)]
    [InlineData("hcompress16.fits", 16, 1, -200)]
    [InlineData("nocompress16.fits", 16, 1, 0)]
    public void Packed_integers_follow_the_formula(string name, int bitPix, double scale, double zero)
    {
        using var file = FitsData.Open(name);
        file.CheckWhole();
        var image = Assert.Single(file.Images);
        Assert.True(image.IsCompressed);
        Assert.Equal((FitsData.Width, FitsData.Height, bitPix), (image.Width, image.Height, image.BitPix));
        var truth = FitsData.Counts().Select(count => (count * scale) + zero).ToArray();
        Assert.Equal(truth.Select(value => (float)value), image.ReadImage().Pixels.ToArray());
        var exact = new double[truth.Length];
        image.ReadPlane(0, exact);
        Assert.Equal(truth, exact);
    }

    [Theory]
    [InlineData("gzipfloat.fits")]
    [InlineData("shuffledfloat.fits")]
    [InlineData("shuffleddouble.fits")]
    public void Floats_packed_without_loss_are_exact(string name)
    {
        using var file = FitsData.Open(name);
        var truth = FitsData.Counts().Select(count => (float)((count / 8) + Math.Sin(count)));
        Assert.Equal(truth, file.Images.Single().ReadImage().Pixels.ToArray());
    }

    [Theory]
    [InlineData("plainquantised")]
    [InlineData("dither1")]
    [InlineData("dither2")]
    [InlineData("gzipdither")]
    [InlineData("hcompressfloat")]
    [InlineData("fpacklossy")]
    [InlineData("smoothed16")]
    public void Lossy_packing_gives_the_very_numbers_of_funpack(string name)
    {
        using var packed = FitsData.Open(name + ".fits");
        using var expected = FitsData.Open(name + ".expected.fits");
        Assert.Equal(expected.Images.Single().ReadImage().Pixels.ToArray(), packed.Images.Single().ReadImage().Pixels.ToArray());
    }

    [Fact]
    public void Undefined_and_exactly_zero_pixels_survive_dithering()
    {
        using var file = FitsData.Open("dither2.fits");
        var image = file.Images.Single().ReadImage();
        Assert.True(float.IsNaN(image[5, 3]));
        Assert.Equal(0, image[6, 5]);
        Assert.All(image.Row(9).ToArray(), pixel => Assert.True(float.IsNaN(pixel)));
    }

    [Fact]
    public void The_header_of_a_packed_image_describes_the_image()
    {
        using var file = FitsData.Open("riceu16.fits");
        var header = file.Images.Single().Header;
        Assert.Equal(16, header.GetLong("BITPIX"));
        Assert.Equal((24, 17), (header.GetLong("NAXIS1"), header.GetLong("NAXIS2")));
        Assert.Equal(32768, header.GetDouble("BZERO"));
        Assert.DoesNotContain(header.Cards, card => card.Keyword.StartsWith('Z') || card.Keyword is "TFIELDS" or "TFORM1");
    }

    [Fact]
    public void The_dither_sequence_ends_with_the_number_that_the_standard_gives()
    {
        // Appendix I of the standard: the seed after 10,000 steps is 1043618065.
        var sequence = new DitherSequence(tile: 0, seed: 1);
        var state = 1L;
        for (var i = 0; i < DitherSequence.Length; i++) state = 16_807 * state % 2_147_483_647;
        Assert.Equal(1_043_618_065, state);
        Assert.InRange(sequence.Next(), 0, 1);
    }

    [Fact]
    public void An_unknown_codec_is_named_and_its_header_can_be_read()
    {
        var bytes = FitsData.Bytes("rice16.fits");
        var at = bytes.AsSpan().IndexOf("'RICE_1  '"u8);
        "'MAGIC_9 '"u8.CopyTo(bytes.AsSpan(at));
        using var file = FitsFile.Read(bytes, "frame.fits.fz");
        var image = file.Images.Single();
        Assert.Equal(24, image.Width);
        var fault = Assert.Throws<FitsException>(() => image.ReadImage());
        Assert.Equal(FitsFault.Unsupported, fault.Fault);
        Assert.Contains("'MAGIC_9'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_in_a_tile_are_damaged_or_decode_but_never_worse()
    {
        var random = new Random(20240101);
        var values = new int[300];
        using var scratch = new TileScratch();
        for (var round = 0; round < 60_000; round++)
        {
            var packed = new byte[random.Next(120)];
            random.NextBytes(packed);
            if (round % 3 == 2 && packed.Length > 25)
            {
                byte[] start = [0xDD, 0x99, 0, 0, 0, 15, 0, 0, 0, 20, 0, 0, 0, (byte)random.Next(4), 0, 0, 0, 0, 0, 0, 1, 0, 9, 7, (byte)random.Next(20)];
                start.CopyTo(packed.AsSpan());
            }

            try
            {
                switch (round % 3)
                {
                    case 0:
                        RiceDecoder.Decode(packed, values, 1 << random.Next(3), 16 << random.Next(2));
                        break;
                    case 1:
                        PlioDecoder.Decode(packed, values);
                        break;
                    default:
                        HcompressDecoder.Decode(packed, new(20, 15, 1), values, isSmoothed: random.Next(2) == 0, scratch);
                        break;
                }
            }
            catch (InvalidDataException)
            {
                // What damaged tiles are expected to end in.
            }
        }
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using Nocturne.Core.Imaging;
using Nocturne.Runner.Report;

namespace Nocturne.Runner.Tests.Report;

public sealed class PictureTests
{
    [Fact]
    public void A_PNG_holds_the_pixels_that_were_given()
    {
        byte[] grey = [0, 1, 2, 253, 254, 255];

        var png = PngEncoder.Encode(grey, 3, 2);

        Assert.Equal((3, 2), SizeOf(png));
        Assert.Equal(grey, PixelsOf(png, 3, 2));
    }

    [Fact]
    public void A_PNG_ends_with_the_chunk_and_checksum_of_the_standard() =>
        Assert.Equal([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82], PngEncoder.Encode([7], 1, 1)[^12..]);

    [Fact]
    public void A_star_low_in_the_image_is_low_in_the_picture_and_white()
    {
        var image = Sky(64, 48);
        image[10, 3] = 5000;

        var picture = StackPicture.Paint(image.View);

        var pixels = PixelsOf(picture.Png, 64, 48);
        Assert.Equal((48 - 1 - 3) * 64 + 10, Array.IndexOf(pixels, pixels.Max()));
        Assert.Equal(255, pixels.Max());
    }

    [Fact]
    public void A_faint_star_beside_a_bright_one_stands_out_of_the_sky()
    {
        var image = Sky(64, 48);
        image[10, 3] = 60000;
        image[40, 30] = 100 + 40;

        var pixels = PixelsOf(StackPicture.Paint(image.View).Png, 64, 48);

        Assert.True(pixels[((47 - 30) * 64) + 40] > 2 * pixels.Order().ElementAt(pixels.Length / 2));
    }

    [Fact]
    public void Pixels_that_are_not_numbers_are_black()
    {
        var image = Sky(16, 16);
        image[5, 5] = float.NaN;
        image[6, 5] = float.PositiveInfinity;

        var pixels = PixelsOf(StackPicture.Paint(image.View).Png, 16, 16);

        Assert.Equal(0, pixels[(10 * 16) + 5]);
    }

    [Fact]
    public void An_image_without_numbers_or_without_contrast_can_be_painted()
    {
        var empty = new Image(8, 8);
        empty.Pixels.Fill(float.NaN);

        Assert.All(PixelsOf(StackPicture.Paint(empty.View).Png, 8, 8), pixel => Assert.Equal(0, pixel));
        Assert.Single(PixelsOf(StackPicture.Paint(new Image(8, 8).View).Png, 8, 8).Distinct());
    }

    [Fact]
    public void A_large_image_is_averaged_in_squares_to_fit()
    {
        var image = Sky(250, 130);
        image[249, 129] = 9000;

        var picture = StackPicture.Paint(image.View, longestSide: 100);

        Assert.Equal((84, 44, 3), (picture.Width, picture.Height, picture.Binning));
        Assert.Equal((84, 44), SizeOf(picture.Png));
        var pixels = PixelsOf(picture.Png, 84, 44);
        Assert.Equal(83, Array.IndexOf(pixels, pixels.Max()));
    }

    /// <summary>A flat sky with a little texture.</summary>
    static Image Sky(int width, int height)
    {
        var image = new Image(width, height);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = 100 + (i * 7 % 11) - 5;
        return image;
    }

    static (int Width, int Height) SizeOf(byte[] png) => (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));

    static byte[] PixelsOf(byte[] png, int width, int height)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        var rows = new byte[(width + 1) * height];
        zlib.ReadExactly(rows);
        return [.. Enumerable.Range(0, height).SelectMany(y => rows.Skip((y * (width + 1)) + 1).Take(width))];
    }
}

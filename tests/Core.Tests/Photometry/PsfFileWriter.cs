using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Nocturne.Core.Tests.Photometry;

/// <summary>Writes a small PSF file as PSFEx does.</summary>
static class PsfFileWriter
{
    public static void Write(Stream stream, int width, int height, int degree, double sampling, double xZero, double yZero)
    {
        var planes = (degree + 1) * (degree + 2) / 2;
        var count = width * height * planes;
        Block(
            stream, "SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0",
            "EXTEND  =                    T", "END");
        Block(
            stream,
            "XTENSION= 'BINTABLE'", "BITPIX  =                    8", "NAXIS   =                    2", Number("NAXIS1", 4 * count),
                Number("NAXIS2", 1), Number("PCOUNT", 0), Number("GCOUNT", 1),
            Number("TFIELDS", 1), Number("PSFAXIS1", width), Number("PSFAXIS2", height), Number("PSFAXIS3", planes),
                Number("POLDEG1", degree), Number("PSF_SAMP", sampling),
            Number("POLZERO1", xZero), Number("POLZERO2", yZero), Number("POLSCAL1", 10), Number("POLSCAL2", 10),
                "TTYPE1  = 'PSF_MASK'", $"TFORM1  = '{count}E'", "END");
        var data = new byte[2880 * (((4 * count) + 2879) / 2880)];
        for (var i = 0; i < width * height; i++) BinaryPrimitives.WriteSingleBigEndian(data.AsSpan(4 * i), 1);
        stream.Write(data);
    }

    static string Number(string key, double value) => string.Create(CultureInfo.InvariantCulture, $"{key,-8}= {value,20}");

    static void Block(Stream stream, params string[] cards)
    {
        var text = new StringBuilder();
        foreach (var card in cards) text.Append(card.PadRight(80));
        while (text.Length % 2880 != 0) text.Append(' ');
        stream.Write(Encoding.ASCII.GetBytes(text.ToString()));
    }
}

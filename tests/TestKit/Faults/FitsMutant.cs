using System.Globalization;
using System.Text;
using Nocturne.Core.Fits;

namespace Nocturne.TestKit.Faults;

/// <summary>A FITS file with some of its bytes changed.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="What">What was done to it.</param>
public sealed record FitsMutant(byte[] Bytes, string What)
{
    static readonly string[] Values =
    [
        "0", "-1", "1", "2", "3", "7", "17", "255", "-32", "-64", "64", "999", "1000", "65536", "2147483647", "2147483648", "-2147483648", "4294967296",
        "9223372036854775807", "-9223372036854775808", "1E300", "-1.5", "NaN", "T", "F", "'T'", "'1D'", "'P'", "'1PJ(9)'", "'1QD'", "'9999999E'", "'999999999999X'",
        "'0A'", "'(2,3)'", "'(0,-1)'", "'RICE_1'", "'GZIP_1'", "'GZIP_2'", "'PLIO_1'", "'HCOMPRESS_1'", "'NOCOMPRESS'", "'IMAGE'", "'BINTABLE'", "'BLOCKSIZE'",
        "'BYTEPIX'", "'SMOOTH'", "'SUBTRACTIVE_DITHER_1'", "''", "",
    ];

    /// <summary>Another value of a card, a cut, or other bytes anywhere.</summary>
    /// <param name="original">A file that is well.</param>
    /// <param name="isCompressed">Whether it is compressed as a whole, so that it has no cards to be seen.</param>
    /// <param name="round">Chooses between the ways in turn.</param>
    /// <param name="random">Decides the rest.</param>
    public static FitsMutant Make(byte[] original, bool isCompressed, int round, Random random) => (round % 4) switch
    {
        0 or 1 when !isCompressed => WithOtherValue(original, random),
        2 => new(original[..random.Next(original.Length)], "cut"),
        _ => WithOtherBytes(original, random),
    };

    /// <summary>Reads everything that can be read from a file.</summary>
    /// <exception cref="FitsException">It is damaged: the proper end of a mutant.</exception>
    public static void ReadAll(ReadOnlyMemory<byte> bytes)
    {
        using var file = FitsFile.Read(bytes, "mutant");
        file.CheckWhole();
        foreach (var hdu in file.Hdus)
        {
            switch (hdu)
            {
                case FitsImageHdu image:
                    for (var plane = 0; plane < Math.Min(image.PlaneCount, 10); plane++) image.ReadImage(plane);
                    break;
                case FitsTableHdu table:
                    foreach (var column in table.Columns) ReadColumn(table, column);
                    break;
            }
        }
    }

    static void ReadColumn(FitsTableHdu table, FitsColumn column)
    {
        try
        {
            if (column.IsVariableLength)
            {
                for (var row = 0; row < Math.Min(table.RowCount, 20); row++) table.ReadDoubles(column.Name, row);
            }
            else if (column.Type == FitsColumnType.Text)
            {
                table.ReadStrings(column.Name);
            }
            else
            {
                table.ReadDoubles(column.Name);
                table.ReadLongs(column.Name);
            }
        }
        catch (FitsException fault) when (fault.Fault == FitsFault.Unsupported)
        {
            // Not what the column holds.
        }
    }

    static FitsMutant WithOtherValue(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        var cards = Enumerable.Range(0, bytes.Length / 80).Where(card => IsCard(bytes.AsSpan(card * 80, 80))).ToArray();
        var at = cards[random.Next(cards.Length)] * 80;
        var value = Values[random.Next(Values.Length)];
        if (random.Next(3) == 0) value = random.Next(100).ToString(CultureInfo.InvariantCulture);
        Encoding.ASCII.GetBytes(value.PadLeft(20).PadRight(70)).CopyTo(bytes, at + 10);
        return new(bytes, $"{Encoding.ASCII.GetString(bytes, at, 8)} = {value}");
    }

    static bool IsCard(ReadOnlySpan<byte> card) => card[8] == '=' && card[9] == ' ' && card[..8].IndexOfAnyExceptInRange((byte)' ', (byte)'Z') < 0;

    static FitsMutant WithOtherBytes(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        var count = 1 + random.Next(4);
        for (var i = 0; i < count; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return new(bytes, "bytes");
    }
}

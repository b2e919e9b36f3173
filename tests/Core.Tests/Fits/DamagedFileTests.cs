using System.Globalization;
using System.Text;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Fits;

/// <summary>Whatever happens to the bytes of a file, it reads or it throws a <see cref="FitsException"/>: nothing else, and without much
/// memory.</summary>
public sealed class DamagedFileTests
{
    const int Mutants = 20_000;

    /// <summary>A few thousand pixels for each byte of these files would be more; see the reader's own limit.</summary>
    const long MostAllocated = 64 << 20;

    static readonly string[] Values =
    [
        "0", "-1", "1", "2", "3", "7", "17", "255", "-32", "-64", "64", "999", "1000", "65536", "2147483647", "2147483648", "-2147483648", "4294967296",
        "9223372036854775807", "-9223372036854775808", "1E300", "-1.5", "NaN", "T", "F", "'T'", "'1D'", "'P'", "'1PJ(9)'", "'1QD'", "'9999999E'", "'999999999999X'",
        "'0A'", "'(2,3)'", "'(0,-1)'", "'RICE_1'", "'GZIP_1'", "'GZIP_2'", "'PLIO_1'", "'HCOMPRESS_1'", "'NOCOMPRESS'", "'IMAGE'", "'BINTABLE'", "'BLOCKSIZE'",
        "'BYTEPIX'", "'SMOOTH'", "'SUBTRACTIVE_DITHER_1'", "''", "",
    ];

    public static TheoryData<string> Kinds => [.. FitsData.Names.Where(name => !name.Contains("expected", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_mutant_reads_or_fails_properly(string name)
    {
        var original = FitsData.Bytes(name);
        var random = new Random(name.Sum(letter => letter) * 7919);
        var rounds = Mutants / Kinds.Count;
        for (var round = 0; round < rounds; round++)
        {
            var (bytes, what) = (round % 4) switch
            {
                0 or 1 when !name.EndsWith(".gz", StringComparison.Ordinal) => WithOtherValue(original, random),
                2 => (original[..random.Next(original.Length)], "cut"),
                _ => WithOtherBytes(original, random),
            };
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ReadAll(bytes);
            }
            catch (Exception unexpected) when (unexpected is not FitsException)
            {
                Assert.Fail($"Mutant {round} ({what}) of {name}: {unexpected}");
            }
            catch (FitsException)
            {
                // The proper end of a damaged file.
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostAllocated, $"Mutant {round} ({what}) of {name} took {allocated:N0} bytes.");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_cut_at_any_length_is_incomplete_or_still_whole(string name)
    {
        var original = FitsData.Bytes(name);
        for (var length = 0; length < original.Length; length++)
        {
            try
            {
                ReadAll(original.AsMemory(0, length));
            }
            catch (FitsException cut)
            {
                Assert.True(cut.Fault == FitsFault.Incomplete, $"{name} cut to {length} bytes: {cut.Fault}, {cut.Message}");
            }
        }
    }

    /// <summary>Everything that can be read from a file, read.</summary>
    static void ReadAll(ReadOnlyMemory<byte> bytes)
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

    static (byte[] Bytes, string What) WithOtherValue(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        var cards = Enumerable.Range(0, bytes.Length / 80).Where(card => IsCard(bytes.AsSpan(card * 80, 80))).ToArray();
        var at = cards[random.Next(cards.Length)] * 80;
        var value = Values[random.Next(Values.Length)];
        if (random.Next(3) == 0) value = random.Next(100).ToString(CultureInfo.InvariantCulture);
        Encoding.ASCII.GetBytes(value.PadLeft(20).PadRight(70)).CopyTo(bytes, at + 10);
        return (bytes, $"{Encoding.ASCII.GetString(bytes, at, 8)} = {value}");
    }

    static bool IsCard(ReadOnlySpan<byte> card) => card[8] == '=' && card[9] == ' ' && card[..8].IndexOfAnyExceptInRange((byte)' ', (byte)'Z') < 0;

    static (byte[] Bytes, string What) WithOtherBytes(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        var count = 1 + random.Next(4);
        for (var i = 0; i < count; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return (bytes, "bytes");
    }
}

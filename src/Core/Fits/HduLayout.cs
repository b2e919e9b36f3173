namespace Nocturne.Core.Fits;

/// <summary>Where the data of a header-and-data unit lie and how they are laid out, from its mandatory keywords (FITS standard 4.0, 4.4.1).</summary>
/// <param name="BitPix">8, 16, 32, 64, -32 or -64.</param>
/// <param name="Axes">NAXIS1, NAXIS2, …</param>
/// <param name="ParameterCount">PCOUNT: in tables the bytes of gap and heap.</param>
/// <param name="DataOffset">First byte of the data.</param>
/// <param name="DataLength">Bytes of data, without padding.</param>
sealed record HduLayout(int BitPix, IReadOnlyList<long> Axes, long ParameterCount, long DataOffset, long DataLength)
{
    const int MostAxes = 999;

    public long NextOffset => DataOffset + HeaderReader.RoundUp(DataLength);

    /// <exception cref="FitsException">A mandatory keyword is missing or makes no sense.</exception>
    public static HduLayout From(FitsHeader header, long dataOffset, FitsPlace place)
    {
        var bitPix = Required(header, "BITPIX", place);
        if (!IsBitPix(bitPix)) throw place.Corrupt($"BITPIX = {bitPix} is not 8, 16, 32, 64, -32 or -64.");
        var axes = AxesOf(header, "NAXIS", place);
        var groups = axes is { Length: > 0 } && axes[0] == 0 && header.GetBool("GROUPS") == true;
        var parameters = Counted(header, "PCOUNT", 0, place);
        var groupCount = Counted(header, "GCOUNT", 1, place);
        try
        {
            var values = axes.Length == 0 ? 0L : 1L;
            foreach (var axis in groups ? axes.Skip(1) : axes) values = checked(values * axis);
            var length = checked(Math.Abs(bitPix) / 8 * groupCount * (parameters + values));
            _ = checked(dataOffset + length + HeaderReader.BlockLength);
            return new((int)bitPix, axes, parameters, dataOffset, length);
        }
        catch (OverflowException)
        {
            throw place.Corrupt($"the header asks for more data than any file can hold (NAXIS: {string.Join(" x ", axes)}, PCOUNT {parameters}, GCOUNT {groupCount}).");
        }
    }

    public static bool IsBitPix(long value) => value is 8 or 16 or 32 or 64 or -32 or -64;

    /// <summary>The lengths of the axes, from NAXIS and NAXIS1, NAXIS2, … or their twins of compressed images.</summary>
    public static long[] AxesOf(FitsHeader header, string keyword, FitsPlace place)
    {
        var count = Required(header, keyword, place);
        if (count is < 0 or > MostAxes) throw place.Corrupt($"{keyword} = {count} is not a number of axes.");
        var axes = new long[count];
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = Required(header, $"{keyword}{i + 1}", place);
            if (axes[i] < 0) throw place.Corrupt($"{keyword}{i + 1} = {axes[i]} is negative.");
        }

        return axes;
    }

    public static long Required(FitsHeader header, string keyword, FitsPlace place)
    {
        if (header.GetLong(keyword) is { } value) return value;
        throw header.Find(keyword) is { } card
            ? place.Corrupt($"{keyword} = '{card.Value}' is not a whole number.")
            : place.Corrupt($"the header lacks {keyword}.");
    }

    /// <summary>A keyword that may be absent, but must not be negative or odd if it is there.</summary>
    public static long Counted(FitsHeader header, string keyword, long absent, FitsPlace place)
    {
        if (!header.Contains(keyword)) return absent;
        var value = Required(header, keyword, place);
        return value >= 0 ? value : throw place.Corrupt($"{keyword} = {value} is negative.");
    }
}

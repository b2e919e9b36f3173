namespace Nocturne.Core.Fits.Compression;

/// <summary>Bits of a packed tile, the most significant one of each byte first.</summary>
ref struct BitStream(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    int next;
    uint window;
    int count;

    /// <summary>The next bits as a number.</summary>
    /// <param name="length">How many, up to 8.</param>
    /// <exception cref="InvalidDataException">There are none left.</exception>
    public int Take(int length)
    {
        if (count < length)
        {
            if (next >= bytes.Length) throw new InvalidDataException("the data end too early.");
            window = (window << 8) | bytes[next++];
            count += 8;
        }

        count -= length;
        return (int)(window >> count) & ((1 << length) - 1);
    }

    /// <summary>Goes on with the next whole byte.</summary>
    public void Align() => count = 0;
}

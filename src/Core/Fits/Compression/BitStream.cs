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
        var value = Peek(length);
        Skip(length);
        return value;
    }

    /// <summary>The next bits as a number, without taking them; behind the end there are zeros.</summary>
    /// <param name="length">How many, up to 8.</param>
    public int Peek(int length)
    {
        if (count < length)
        {
            window = (window << 8) | (next < bytes.Length ? bytes[next] : 0u);
            next++;
            count += 8;
        }

        return (int)(window >> (count - length)) & ((1 << length) - 1);
    }

    /// <summary>Takes bits that have been looked at.</summary>
    /// <exception cref="InvalidDataException">They lie behind the end.</exception>
    public void Skip(int length)
    {
        count -= length;
        if (next > bytes.Length && count < 8 * (next - bytes.Length)) throw new InvalidDataException("the data end too early.");
    }

    /// <summary>Goes on with the next whole byte.</summary>
    public void Align()
    {
        next -= count / 8;
        count = 0;
    }
}

using System.Buffers.Binary;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Bits of a packed tile, the most significant one of each byte first.</summary>
ref struct BitStream(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    int next;

    /// <summary>The next <see cref="count"/> bits at its upper end; below them zeros, or bits that agree with the bytes to come.</summary>
    ulong window;
    int count;

    /// <summary>The next bits as a number.</summary>
    /// <param name="length">How many, from 1 to 32.</param>
    /// <exception cref="InvalidDataException">There are none left.</exception>
    public int Take(int length)
    {
        var value = Peek(length);
        Skip(length);
        return value;
    }

    /// <summary>The next bits as a number, without taking them; behind the end there are zeros.</summary>
    /// <param name="length">How many, from 1 to 32.</param>
    public int Peek(int length)
    {
        if (count < length) Refill();
        return (int)(window >> (64 - length));
    }

    /// <summary>Takes bits that have been looked at.</summary>
    /// <exception cref="InvalidDataException">They lie behind the end.</exception>
    public void Skip(int length)
    {
        if (count < length) throw new InvalidDataException("the data end too early.");
        window <<= length;
        count -= length;
    }

    /// <summary>Goes on with the next whole byte.</summary>
    public void Align() => Skip(count % 8);

    void Refill()
    {
        if (next <= bytes.Length - 8)
        {
            window |= BinaryPrimitives.ReadUInt64BigEndian(bytes[next..]) >> count;
            var whole = (63 - count) >> 3;
            next += whole;
            count += whole * 8;
            return;
        }

        for (; count <= 56 && next < bytes.Length; count += 8) window |= (ulong)bytes[next++] << (56 - count);
    }
}

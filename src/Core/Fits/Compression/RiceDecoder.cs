using System.Buffers.Binary;
using System.Numerics;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Rice decompression of integers (FITS standard 4.0, 10.4.1): differences of neighbours, in blocks with their own number of
/// plain low bits.</summary>
static class RiceDecoder
{
    /// <param name="packed">The bytes of a tile.</param>
    /// <param name="values">As many integers as the tile has pixels.</param>
    /// <param name="bytePix">Bytes of an integer: 1 (unsigned), 2 or 4.</param>
    /// <param name="blockSize">Integers in a block.</param>
    /// <exception cref="InvalidDataException">The bytes end before the integers, or code nonsense.</exception>
    public static void Decode(ReadOnlySpan<byte> packed, Span<int> values, int bytePix, int blockSize)
    {
        if (packed.Length < bytePix) throw new InvalidDataException("the data are too short to hold a first value.");
        var (codeBits, rawBits) = bytePix switch { 1 => (3, 8), 2 => (4, 16), _ => (5, 32) };
        var rawCode = bytePix switch { 1 => 6, 2 => 14, _ => 25 };
        var last = bytePix switch
        {
            1 => packed[0],
            2 => BinaryPrimitives.ReadInt16BigEndian(packed),
            _ => BinaryPrimitives.ReadInt32BigEndian(packed),
        };

        // The top `count` bits of `bits` are the next ones of the stream; those below them are zero or agree with the bytes that follow.
        var bits = 0UL;
        var count = 0;
        var next = bytePix;
        for (var start = 0; start < values.Length; start += blockSize)
        {
            var block = values.Slice(start, Math.Min(blockSize, values.Length - start));
            Refill(packed, ref next, ref bits, ref count);
            if (count < codeBits) throw Ended();
            var low = (int)(bits >> (64 - codeBits)) - 1;
            bits <<= codeBits;
            count -= codeBits;
            if (low < 0)
            {
                block.Fill(last);
            }
            else if (low < rawCode)
            {
                for (var i = 0; i < block.Length; i++)
                {
                    Refill(packed, ref next, ref bits, ref count);
                    var zeros = BitOperations.LeadingZeroCount(bits);
                    uint high = 0;
                    if (zeros + 1 + low > count)
                    {
                        high = LongRun(packed, ref next, ref bits, ref count);
                        zeros = 0;
                        if (count < low) throw Ended();
                    }
                    else
                    {
                        high = (uint)zeros;
                        bits <<= zeros + 1;
                        count -= zeros + 1;
                    }

                    var mapped = (high << low) | (low == 0 ? 0 : (uint)(bits >> (64 - low)));
                    bits <<= low;
                    count -= low;
                    last += Unmapped(mapped);
                    if (bytePix != 4) last = bytePix == 2 ? (short)last : (byte)last;
                    block[i] = last;
                }
            }
            else if (low == rawCode)
            {
                for (var i = 0; i < block.Length; i++)
                {
                    Refill(packed, ref next, ref bits, ref count);
                    if (count < rawBits) throw Ended();
                    last += Unmapped((uint)(bits >> (64 - rawBits)));
                    if (bytePix != 4) last = bytePix == 2 ? (short)last : (byte)last;
                    bits <<= rawBits;
                    count -= rawBits;
                    block[i] = last;
                }
            }
            else
            {
                throw new InvalidDataException($"a block has the code {low + 1}, which does not exist.");
            }
        }
    }

    /// <summary>Even numbers are differences upwards, odd ones downwards.</summary>
    static int Unmapped(uint mapped) => (int)(mapped >> 1) ^ -(int)(mapped & 1);

    /// <summary>A run of zeros that does not fit into the window together with what follows it: taken piece by piece, and the one behind
    /// it.</summary>
    static uint LongRun(ReadOnlySpan<byte> packed, ref int next, ref ulong bits, ref int count)
    {
        uint run = 0;
        while (true)
        {
            var zeros = Math.Min(BitOperations.LeadingZeroCount(bits), count);
            run += (uint)zeros;
            bits = zeros == 64 ? 0 : bits << zeros;
            count -= zeros;
            if (count > 0)
            {
                bits <<= 1;
                count--;
                Refill(packed, ref next, ref bits, ref count);
                return run;
            }

            bits = 0;
            Refill(packed, ref next, ref bits, ref count);
            if (count == 0) throw Ended();
        }
    }

    /// <summary>Fills the window to at least 57 bits, or with all that is left.</summary>
    static void Refill(ReadOnlySpan<byte> packed, ref int next, ref ulong bits, ref int count)
    {
        if (next <= packed.Length - 8)
        {
            bits |= BinaryPrimitives.ReadUInt64BigEndian(packed[next..]) >> count;
            var bytes = (63 - count) >> 3;
            next += bytes;
            count += bytes * 8;
        }
        else
        {
            while (count <= 56 && next < packed.Length)
            {
                bits |= (ulong)packed[next++] << (56 - count);
                count += 8;
            }
        }
    }

    static InvalidDataException Ended() => new("the data end too early.");
}

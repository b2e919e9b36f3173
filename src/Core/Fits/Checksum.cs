using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Fits;

/// <summary>The checksum of FITS (standard 4.0, 4.4.2.7 and appendix J): the ones' complement sum of the 32-bit words, and its ASCII form.</summary>
sealed class Checksum : IDataSink
{
    ulong sum;

    /// <summary>The sum so far, folded to 32 bits.</summary>
    public uint Value
    {
        get
        {
            var folded = sum;
            while (folded >> 32 != 0) folded = (folded & 0xFFFFFFFF) + (folded >> 32);
            return (uint)folded;
        }
    }

    /// <summary>Adds bytes; all but the last piece must be whole words long. A last piece is filled up with zero bytes.</summary>
    public void Accept(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        var total = 0UL;
        Span<uint> ordered = stackalloc uint[1024];
        for (; !words.IsEmpty; words = words[Math.Min(ordered.Length, words.Length)..])
        {
            var block = words[..Math.Min(ordered.Length, words.Length)];
            if (BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(block, ordered);
            else
                block.CopyTo(ordered);
            total += Sum(ordered[..block.Length]);
        }

        var at = bytes.Length / 4 * 4;
        if (at < bytes.Length)
        {
            Span<byte> last = stackalloc byte[4];
            last.Clear();
            bytes[at..].CopyTo(last);
            total += BinaryPrimitives.ReadUInt32BigEndian(last);
        }

        total = (total & 0xFFFFFFFF) + (total >> 32);
        sum += total;
        sum = (sum & 0xFFFFFFFF) + (sum >> 32);
    }

    /// <summary>Adds another sum.</summary>
    public void Add(uint other) => sum += other;

    /// <summary>The sixteen letters and digits that stand for the complement of a sum, so that a unit which holds them sums up to all ones.</summary>
    public static string Encode(uint value)
    {
        const int Offset = '0';
        var complement = ~value;
        Span<char> text = stackalloc char[16];
        Span<int> four = stackalloc int[4];
        for (var byteIndex = 0; byteIndex < 4; byteIndex++)
        {
            var part = (int)((complement >> (24 - (8 * byteIndex))) & 0xFF);
            four.Fill((part / 4) + Offset);
            four[0] += part % 4;
            while (HasPunctuation(four))
            {
                for (var pair = 0; pair < 4; pair += 2)
                {
                    if (!IsPunctuation(four[pair]) && !IsPunctuation(four[pair + 1])) continue;
                    four[pair]++;
                    four[pair + 1]--;
                }
            }

            // The string is rotated to the right by one, as the value field begins at an odd byte.
            for (var i = 0; i < 4; i++) text[((4 * i) + byteIndex + 1) % 16] = (char)four[i];
        }

        return text.ToString();
    }

    static ulong Sum(ReadOnlySpan<uint> words)
    {
        var (lower, upper) = (Vector<ulong>.Zero, Vector<ulong>.Zero);
        var i = 0;
        for (; i <= words.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            Vector.Widen(new Vector<uint>(words[i..]), out var low, out var high);
            lower += low;
            upper += high;
        }

        var sum = Vector.Sum(lower + upper);
        for (; i < words.Length; i++) sum += words[i];
        return sum;
    }

    static bool HasPunctuation(ReadOnlySpan<int> characters)
    {
        foreach (var character in characters)
        {
            if (IsPunctuation(character)) return true;
        }

        return false;
    }

    static bool IsPunctuation(int character) => character is (> '9' and < 'A') or (> 'Z' and < 'a');
}

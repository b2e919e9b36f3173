using System.Buffers.Binary;

namespace Nocturne.Core.Asdf;

/// <summary>The raw LZ4 block: no frame, no checksum (github.com/lz4/lz4, doc/lz4_Block_format.md).</summary>
static class Lz4Block
{
    const int MinimumMatch = 4;

    /// <summary>Decodes a block that must fill the destination exactly.</summary>
    /// <returns>False when the block is damaged: it reads or writes past an end, or gives another number of bytes.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int from = 0, to = 0;
        while (from < source.Length)
        {
            var token = source[from++];
            var literals = token >> 4;
            if (literals == 15 && !TryExtend(source, ref from, ref literals)) return false;
            if (literals > source.Length - from || literals > destination.Length - to) return false;
            source.Slice(from, literals).CopyTo(destination[to..]);
            from += literals;
            to += literals;
            if (from == source.Length) break;

            if (source.Length - from < 2) return false;
            var offset = BinaryPrimitives.ReadUInt16LittleEndian(source[from..]);
            from += 2;
            var match = token & 15;
            if (match == 15 && !TryExtend(source, ref from, ref match)) return false;
            match += MinimumMatch;
            if (offset == 0 || offset > to || match > destination.Length - to) return false;
            CopyMatch(destination, to, offset, match);
            to += match;
        }

        return to == destination.Length;
    }

    /// <summary>Encodes a block greedily with a table of the last place of each four bytes.</summary>
    /// <returns>The length of the block; the destination needs <see cref="MaximumLength"/> bytes.</returns>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        const int TableBits = 14;
        Span<int> lastPlace = stackalloc int[1 << TableBits];
        lastPlace.Fill(-1);
        int anchor = 0, at = 0, to = 0;
        // The format wants the last match to begin twelve bytes before the end and the last five bytes as literals.
        while (at < source.Length - 12)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(source[at..]);
            ref var slot = ref lastPlace[(int)((word * 2654435761u) >> (32 - TableBits))];
            var candidate = slot;
            slot = at;
            if (candidate < 0 || at - candidate > ushort.MaxValue || BinaryPrimitives.ReadUInt32LittleEndian(source[candidate..]) != word)
            {
                at++;
                continue;
            }

            var length = MinimumMatch + source[(at + MinimumMatch)..^5].CommonPrefixLength(source[(candidate + MinimumMatch)..]);
            to += Sequence(source[anchor..at], at - candidate, length, destination[to..]);
            at += length;
            anchor = at;
        }

        return to + Sequence(source[anchor..], 0, 0, destination[to..]);
    }

    /// <summary>Most bytes that a block of so many source bytes can take.</summary>
    public static int MaximumLength(int sourceLength) => checked(sourceLength + (sourceLength / 255) + 16);

    static bool TryExtend(ReadOnlySpan<byte> source, ref int from, ref int length)
    {
        byte more;
        do
        {
            if (from >= source.Length) return false;
            more = source[from++];
            length += more;
            if (length < 0) return false;
        }
        while (more == 255);
        return true;
    }

    // A match may overlap what it writes: it is copied in pieces of doubling length, each of which is already complete.
    static void CopyMatch(Span<byte> destination, int to, int offset, int length)
    {
        var start = to - offset;
        var end = to + length;
        while (to < end)
        {
            var piece = Math.Min(to - start, end - to);
            destination.Slice(start, piece).CopyTo(destination[to..]);
            to += piece;
        }
    }

    static int Sequence(ReadOnlySpan<byte> literals, int offset, int match, Span<byte> destination)
    {
        var to = 1;
        var matchCode = offset == 0 ? 0 : match - MinimumMatch;
        destination[0] = (byte)((Math.Min(literals.Length, 15) << 4) | Math.Min(matchCode, 15));
        to += Extension(literals.Length, destination[to..]);
        literals.CopyTo(destination[to..]);
        to += literals.Length;
        if (offset == 0) return to;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[to..], (ushort)offset);
        return to + 2 + Extension(matchCode, destination[(to + 2)..]);
    }

    static int Extension(int length, Span<byte> destination)
    {
        if (length < 15) return 0;
        var to = 0;
        for (length -= 15; length >= 255; length -= 255) destination[to++] = 255;
        destination[to++] = (byte)length;
        return to;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Decodes the bit planes of one quarter of H-transform coefficients: each plane is a tree whose nodes say which of their four children
/// hold any bits, in a fixed Huffman code; or, where that does not pay, the bits of all squares of four as they are.</summary>
/// <param name="current">Room for a node for each square of four coefficients.</param>
/// <param name="next">As much.</param>
readonly ref struct Quadtree(Span<byte> current, Span<byte> next)
{
    const int Plain = 0;
    const int Coded = 15;

    static readonly byte[] Codes = MakeCodes();

    readonly Span<byte> first = current;
    readonly Span<byte> second = next;

    public void Decode(scoped ref BitStream bits, Span<long> coefficients, int stride, int rows, int columns, int planes)
    {
        var (upper, left) = ((rows + 1) / 2, (columns + 1) / 2);
        for (var plane = planes - 1; plane >= 0; plane--)
        {
            var nodes = first;
            switch (bits.Take(4))
            {
                case Plain:
                    for (var i = 0; i < upper * left; i++) nodes[i] = (byte)bits.Take(4);
                    break;
                case Coded when rows > 0 && columns > 0:
                    nodes = Descend(ref bits, rows, columns);
                    break;
                default:
                    throw new InvalidDataException("a bit plane is neither plain nor coded.");
            }

            SetBits(nodes, coefficients, stride, rows, columns, 1L << plane);
        }
    }

    /// <summary>From the root to the nodes that stand for squares of four coefficients.</summary>
    Span<byte> Descend(scoped ref BitStream bits, int rows, int columns)
    {
        var nodes = first;
        var children = second;
        nodes[0] = Node(ref bits);
        var depth = BitOperations.Log2((uint)Math.Max(rows, columns) - 1 | 1) + 1;
        for (var above = depth - 1; above > 0; above--)
        {
            var (r, c) = (Halved(rows, above), Halved(columns, above));
            Spread(nodes, children, r, c);
            for (var i = (r * c) - 1; i >= 0; i--)
            {
                if (children[i] != 0) children[i] = Node(ref bits);
            }

            var swap = nodes;
            nodes = children;
            children = swap;
        }

        return nodes;
    }

    /// <summary>The children of each node, 1 or 0: bit 3 of the node is the upper left one, 2 upper right, 1 lower left, 0 lower right.</summary>
    static void Spread(ReadOnlySpan<byte> nodes, Span<byte> children, int rows, int columns)
    {
        var left = (columns + 1) / 2;
        for (var y = 0; y < rows; y++)
        {
            var parents = nodes.Slice(y / 2 * left, left);
            var row = children.Slice(y * columns, columns);
            var shift = (y & 1) == 0 ? 2 : 0;
            for (var x = 0; x + 1 < row.Length; x += 2)
            {
                var pair = parents[x / 2] >> shift;
                row[x + 1] = (byte)(pair & 1);
                row[x] = (byte)((pair >> 1) & 1);
            }

            if ((columns & 1) != 0) row[^1] = (byte)((parents[^1] >> (shift + 1)) & 1);
        }
    }

    /// <summary>Sets a bit in the coefficients whose nodes say so; bits of a node that would lie outside are passed over.</summary>
    static void SetBits(ReadOnlySpan<byte> nodes, Span<long> coefficients, int stride, int rows, int columns, long bit)
    {
        var left = (columns + 1) / 2;
        ReadOnlySpan<Vector128<long>> masks = [Vector128<long>.Zero, Vector128.Create(0, bit), Vector128.Create(bit, 0), Vector128.Create(bit)];
        for (var y = 0; y < rows; y++)
        {
            var parents = nodes.Slice(y / 2 * left, left);
            var row = coefficients.Slice(y * stride, columns);
            var shift = (y & 1) == 0 ? 2 : 0;
            var pairs = MemoryMarshal.Cast<long, Vector128<long>>(row);
            for (var x = 0; x < pairs.Length; x++) pairs[x] |= masks[(parents[x] >> shift) & 3];
            if ((columns & 1) != 0) row[^1] |= masks[(parents[^1] >> shift) & 3][0];
        }
    }

    /// <summary>The next node.</summary>
    static byte Node(scoped ref BitStream bits)
    {
        var entry = Codes[bits.Peek(6)];
        bits.Skip(entry >> 4);
        return (byte)(entry & 15);
    }

    /// <summary>The Huffman code of the nodes, by the next six bits: the length of the code times 16 plus the node.</summary>
    static byte[] MakeCodes()
    {
        ReadOnlySpan<(byte Code, byte Length, byte Node)> codes =
        [
            (0, 3, 1), (1, 3, 2), (2, 3, 4), (3, 3, 8), (8, 4, 3), (9, 4, 5), (10, 4, 10), (11, 4, 12), (12, 4, 15),
            (26, 5, 6), (27, 5, 7), (28, 5, 9), (29, 5, 11), (30, 5, 13), (62, 6, 0), (63, 6, 14),
        ];
        var table = new byte[64];
        foreach (var (code, length, node) in codes) table.AsSpan(code << (6 - length), 1 << (6 - length)).Fill((byte)((length << 4) | node));
        return table;
    }

    static int Halved(int length, int times) => (int)((length + (1L << times) - 1) >> times);
}

using System.Numerics;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Decodes the bit planes of one quarter of H-transform coefficients: each plane is a tree whose nodes say which of their four children
/// hold any bits, in a fixed Huffman code; or, where that does not pay, the bits of all squares of four as they are.</summary>
/// <param name="current">Room for a node for each square of four coefficients.</param>
/// <param name="next">As much.</param>
readonly ref struct Quadtree(Span<byte> current, Span<byte> next)
{
    const int Plain = 0;
    const int Coded = 15;

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
            var left = (c + 1) / 2;
            for (var y = 0; y < r; y++)
            {
                for (var x = 0; x < c; x++) children[(y * c) + x] = (byte)(nodes[(y / 2 * left) + (x / 2)] >> Child(y, x) & 1);
            }

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

    static void SetBits(ReadOnlySpan<byte> nodes, Span<long> coefficients, int stride, int rows, int columns, long bit)
    {
        var left = (columns + 1) / 2;
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                if ((nodes[(y / 2 * left) + (x / 2)] >> Child(y, x) & 1) != 0) coefficients[(y * stride) + x] |= bit;
            }
        }
    }

    /// <summary>Which bit of a node stands for a child: 3 upper left, 2 upper right, 1 lower left, 0 lower right.</summary>
    static int Child(int y, int x) => 3 - (2 * (y & 1)) - (x & 1);

    /// <summary>A node in the Huffman code: single children in three bits, no or all but one rare combination in six.</summary>
    static byte Node(scoped ref BitStream bits)
    {
        var code = bits.Take(3);
        if (code < 4) return (byte)(1 << code);
        code = (code << 1) | bits.Take(1);
        if (code < 13) return (byte)(code switch { 8 => 3, 9 => 5, 10 => 10, 11 => 12, _ => 15 });
        code = (code << 1) | bits.Take(1);
        if (code < 31) return (byte)(code switch { 26 => 6, 27 => 7, 28 => 9, 29 => 11, _ => 13 });
        return (byte)(bits.Take(1) == 0 ? 0 : 14);
    }

    static int Halved(int length, int times) => (int)((length + (1L << times) - 1) >> times);
}

using System.Buffers.Binary;
using System.Numerics;

namespace Nocturne.Core.Fits.Compression;

/// <summary>H-compress decompression (FITS standard 4.0, 10.4.4; White, Postman and Lattanzi 1992): a Haar-like transform of the tile whose
/// coefficients are coded bit plane by bit plane as quadtrees.</summary>
static class HcompressDecoder
{
    const int HeaderLength = 25;

    /// <summary>Coefficients of more bits than this do not come from pixels of 32.</summary>
    const int MostPlanes = 60;

    /// <param name="packed">The bytes of a tile.</param>
    /// <param name="shape">Its sides.</param>
    /// <param name="values">As many integers as it has pixels.</param>
    /// <param name="isSmoothed">Whether to smooth what was rounded away.</param>
    /// <param name="scratch">Buffers.</param>
    /// <exception cref="InvalidDataException">The bytes make no sense.</exception>
    public static void Decode(ReadOnlySpan<byte> packed, TileShape shape, Span<int> values, bool isSmoothed, TileScratch scratch)
    {
        if (packed.Length < HeaderLength || packed[0] != 0xDD || packed[1] != 0x99)
            throw new InvalidDataException("it does not begin as H-compressed data do.");
        var rows = BinaryPrimitives.ReadInt32BigEndian(packed[2..]);
        var columns = BinaryPrimitives.ReadInt32BigEndian(packed[6..]);
        var scale = BinaryPrimitives.ReadInt32BigEndian(packed[10..]);
        var sum = BinaryPrimitives.ReadInt64BigEndian(packed[14..]);
        var planes = packed.Slice(22, 3);
        if (columns != shape.Width || rows != (long)shape.Height * shape.Depth)
            throw new InvalidDataException($"it says it has {columns:N0} x {rows:N0} pixels instead of {shape.Width:N0} x {shape.Height:N0}.");
        if (planes.IndexOfAnyExceptInRange((byte)0, (byte)MostPlanes) >= 0)
            throw new InvalidDataException("it says it has more bit planes than there can be.");

        if (values.Length > Array.MaxLength / 3) throw new InvalidDataException("it is too large to be unpacked at once.");
        var buffers = scratch.Longs(3 * values.Length);
        var coefficients = buffers[..values.Length];
        ReadCoefficients(packed[HeaderLength..], coefficients, rows, columns, planes, scratch);
        coefficients[0] = sum;
        if (scale > 1)
        {
            foreach (ref var coefficient in coefficients) coefficient *= scale;
        }

        var work = buffers[values.Length..];
        var pixels = Transform(coefficients, rows, columns, isSmoothed ? scale : 0, work[..values.Length], work[values.Length..]);
        for (var i = 0; i < values.Length; i++) values[i] = unchecked((int)pixels[i]);
    }

    static void ReadCoefficients(
        ReadOnlySpan<byte> packed, Span<long> coefficients, int rows, int columns, ReadOnlySpan<byte> planes, TileScratch scratch)
    {
        var (upper, left) = ((rows + 1) / 2, (columns + 1) / 2);
        var nybbles = scratch.Bytes(checked(2 * ((upper + 1) * (left + 1))));
        var quadtree = new Quadtree(nybbles[..(nybbles.Length / 2)], nybbles[(nybbles.Length / 2)..]);
        var bits = new BitStream(packed);
        coefficients.Clear();
        quadtree.Decode(ref bits, coefficients, columns, upper, left, planes[0]);
        quadtree.Decode(ref bits, coefficients[left..], columns, upper, columns / 2, planes[1]);
        quadtree.Decode(ref bits, coefficients[(upper == rows ? 0 : columns * upper)..], columns, rows / 2, left, planes[1]);
        quadtree.Decode(ref bits, coefficients[(upper == rows ? 0 : (columns * upper) + left)..], columns, rows / 2, columns / 2, planes[2]);
        if (bits.Take(4) != 0) throw new InvalidDataException("the bit planes do not end where they should.");

        bits.Align();
        foreach (ref var coefficient in coefficients)
        {
            if (coefficient != 0 && bits.Take(1) == 1) coefficient = -coefficient;
        }
    }

    /// <summary>Undoes the transform from the coarsest level, one number, to the finest, each with twice the pixels of the one before.</summary>
    /// <returns>The pixels, in one of the two work spaces.</returns>
    static Span<long> Transform(Span<long> coefficients, int rows, int columns, int smoothing, Span<long> coarse, Span<long> fine)
    {
        var levels = BitOperations.Log2((uint)Math.Max(rows, columns) - 1 | 1) + 1;
        if (rows == 1 && columns == 1) levels = 0;
        coarse[0] = levels == 0 ? coefficients[0] : Round(coefficients[0], 4L << (levels - 1));
        for (var level = levels - 1; level >= 0; level--)
        {
            var (height, width) = (Halved(rows, level), Halved(columns, level));
            HcompressSmoothing.Smooth(coefficients, columns, height, width, coarse, smoothing);
            Refine(coefficients, columns, height, width, level, coarse, fine);
            var swap = coarse;
            coarse = fine;
            fine = swap;
        }

        return coarse;
    }

    /// <summary>One level: from the sum over each square of four and its differences along x, y and the diagonal to the four.</summary>
    /// <remarks>The packer divides sums with rounding, and keeps the lost bits in the differences, which carry them back here.</remarks>
    static void Refine(ReadOnlySpan<long> coefficients, int stride, int rows, int columns, int level, ReadOnlySpan<long> coarse, Span<long> fine)
    {
        var unit = 1L << level;
        var shift = level == 0 ? 2 : 1;
        var (upper, left) = ((rows + 1) / 2, (columns + 1) / 2);
        for (var y = 0; y < upper; y++)
        {
            var hasLower = (2 * y) + 1 < rows;
            for (var x = 0; x < left; x++)
            {
                var hasRight = (2 * x) + 1 < columns;
                var sum = coarse[(y * left) + x];
                var vertical = hasLower ? Round(coefficients[((upper + y) * stride) + x], 2 * unit) : 0;
                var horizontal = hasRight ? Round(coefficients[(y * stride) + left + x], 2 * unit) : 0;
                var diagonal = hasLower && hasRight ? Round(coefficients[((upper + y) * stride) + left + x], unit) : 0;

                var lost = diagonal & unit;
                vertical += vertical >= 0 ? -lost : lost;
                horizontal += horizontal >= 0 ? -lost : lost;
                var carried = (diagonal ^ vertical ^ horizontal) & (2 * unit);
                sum += sum >= 0 ? lost - carried : lost == 0 ? carried : lost - carried;

                var at = (2 * y * columns) + (2 * x);
                fine[at] = (sum - vertical - horizontal + diagonal) >> shift;
                if (hasRight) fine[at + 1] = (sum - vertical + horizontal - diagonal) >> shift;
                if (hasLower) fine[at + columns] = (sum + vertical - horizontal - diagonal) >> shift;
                if (hasLower && hasRight) fine[at + columns + 1] = (sum + vertical + horizontal + diagonal) >> shift;
            }
        }
    }

    /// <summary>Rounds to a multiple of a power of two; halves away from zero.</summary>
    static long Round(long value, long unit)
    {
        var half = unit >> 1;
        return (value + (value >= 0 ? half : Math.Max(half - 1, 0))) & -unit;
    }

    static int Halved(int length, int times) => (int)((length + (1L << times) - 1) >> times);
}

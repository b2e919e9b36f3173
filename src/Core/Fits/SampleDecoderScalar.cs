using System.Numerics;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Nocturne.Core.Fits;

/// <summary>Turns big-endian stored samples into physical values one by one: value = zero + scale × stored, in double precision.</summary>
static class SampleDecoderScalar
{
    public static void Decode<T>(ReadOnlySpan<byte> bytes, int bitPix, PixelScaling scaling, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = T.CreateTruncating(Sample(bytes, bitPix, i, scaling));
    }

    static double Sample(ReadOnlySpan<byte> bytes, int bitPix, int at, PixelScaling scaling)
    {
        long stored;
        switch (bitPix)
        {
            case 8:
                stored = bytes[at];
                break;
            case 16:
                stored = ReadInt16BigEndian(bytes[(2 * at)..]);
                break;
            case 32:
                stored = ReadInt32BigEndian(bytes[(4 * at)..]);
                break;
            case 64:
                stored = ReadInt64BigEndian(bytes[(8 * at)..]);
                break;
            case -32:
                return Scaled(ReadSingleBigEndian(bytes[(4 * at)..]), scaling);
            default:
                return Scaled(ReadDoubleBigEndian(bytes[(8 * at)..]), scaling);
        }

        return stored == scaling.Blank ? double.NaN : Scaled(stored, scaling);
    }

    static double Scaled(double stored, PixelScaling scaling) => scaling.Zero + (scaling.Scale * stored);
}

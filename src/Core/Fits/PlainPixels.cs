using System.Buffers;

namespace Nocturne.Core.Fits;

/// <summary>The pixels of an uncompressed image: read in pieces and converted straight into the caller's span.</summary>
sealed class PlainPixels(FitsHeader header, HduData data) : PixelReader
{
    /// <summary>Fits the second-level cache; 64 kB to 1 MB measure the same.</summary>
    const int ChunkLength = 256 * 1024;

    readonly int bitPix = data.Layout.BitPix;
    readonly PixelScaling scaling = PixelScaling.OfImage(header, data.Layout.BitPix);

    public override void CheckWhole() => data.CheckWhole();

    public override void ReadPlane(int plane, Span<float> destination) => Read(plane, destination, SampleDecoder.Decode);

    public override void ReadPlane(int plane, Span<double> destination) => Read(plane, destination, SampleDecoder.Decode);

    delegate void Decoder<T>(ReadOnlySpan<byte> bytes, int bitPix, PixelScaling scaling, Span<T> destination);

    void Read<T>(int plane, Span<T> destination, Decoder<T> decode)
    {
        data.CheckWhole();
        var size = Math.Abs(bitPix) / 8;
        var offset = (long)plane * destination.Length * size;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(ChunkLength, (long)destination.Length * size));
        try
        {
            for (var done = 0; done < destination.Length;)
            {
                var count = Math.Min(ChunkLength / size, destination.Length - done);
                decode(data.Read(offset + ((long)done * size), count * size, buffer.AsSpan()), bitPix, scaling, destination.Slice(done, count));
                done += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

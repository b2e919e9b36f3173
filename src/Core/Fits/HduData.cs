using System.Buffers;
using Nocturne.Core.Bytes;

namespace Nocturne.Core.Fits;

/// <summary>The data of one unit: reads that stay inside it and that say what is missing.</summary>
sealed class HduData(ByteSource source, HduLayout layout, FitsPlace place)
{
    public HduLayout Layout => layout;

    public FitsPlace Place => place;

    /// <summary>Makes sure that the file goes on to the end of the data, before anything is allocated for them.</summary>
    /// <exception cref="FitsException">Data are missing.</exception>
    public void CheckWhole()
    {
        if (layout.DataLength > 0 && !source.Reaches(layout.DataOffset + layout.DataLength)) throw Missing();
    }

    /// <summary>The bytes at an offset within the data, without a copy if they lie in memory, otherwise read into the buffer.</summary>
    /// <param name="offset">Offset from the first byte of the data.</param>
    /// <param name="count">Bytes wanted.</param>
    /// <param name="buffer">At least that long.</param>
    public ReadOnlySpan<byte> Read(long offset, int count, Span<byte> buffer)
    {
        if (offset < 0 || offset > layout.DataLength - count)
            throw place.Corrupt($"the data have {layout.DataLength:N0} bytes, but bytes {offset:N0} to {offset + count:N0} of them are asked for.");
        if (source.TryView(layout.DataOffset + offset, count, out var view)) return view;
        var read = source.Read(layout.DataOffset + offset, buffer[..count]);
        return read == count ? buffer[..count] : throw Missing();
    }

    /// <summary>Like the other, into a pooled buffer that is exchanged for a larger one when needed; the bytes must be known to be there.</summary>
    public ReadOnlySpan<byte> Read(long offset, int count, ref byte[] pooled)
    {
        if (!source.Reaches(layout.DataOffset + offset + count)) throw Missing();
        if (pooled.Length < count)
        {
            ArrayPool<byte>.Shared.Return(pooled);
            pooled = [];
            pooled = ArrayPool<byte>.Shared.Rent(count);
        }

        return Read(offset, count, pooled.AsSpan());
    }

    /// <summary>Whether 512 bytes of the data, counted from the beginning of the file, are all zero.</summary>
    public bool HasEmptySector()
    {
        const int sector = 512, sectors = 512;
        var pooled = ArrayPool<byte>.Shared.Rent(sector * sectors);
        try
        {
            var skipped = (sector - (layout.DataOffset % sector)) % sector;
            for (var offset = skipped; offset + sector <= layout.DataLength; offset += sector * sectors)
            {
                var part = Read(offset, (int)Math.Min(sector * sectors, (layout.DataLength - offset) / sector * sector), pooled);
                for (; !part.IsEmpty; part = part[sector..])
                {
                    if (part[..sector].IndexOfAnyExcept((byte)0) < 0) return true;
                }
            }
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    FitsException Missing()
    {
        var present = Math.Max(0, source.Length - layout.DataOffset);
        return place.Incomplete($"header says {Describe()} ({layout.DataLength:N0} bytes) but the file ends after {present:N0}: still being written?");
    }

    string Describe() => layout.Axes.Count switch
    {
        0 => "data",
        _ when layout.ParameterCount > 0 => $"{string.Join(" x ", layout.Axes)} values of {Math.Abs(layout.BitPix)} bits and {layout.ParameterCount:N0} more",
        _ => $"{string.Join(" x ", layout.Axes)} pixels of {Math.Abs(layout.BitPix)} bits",
    };
}

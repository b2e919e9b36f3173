using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Asdf;

/// <summary>An array of an ASDF file: its type, shape and place are known; its values are decoded when asked for.</summary>
/// <remarks>Values come in C order (the last axis fastest), whatever the order, strides and byte order in the file.</remarks>
public sealed class AsdfArray
{
    readonly AsdfFile file;
    readonly string where;

    internal AsdfArray(AsdfFile file, string where)
    {
        this.file = file;
        this.where = where;
    }

    /// <summary>Type of the elements.</summary>
    public AsdfDataType DataType { get; internal init; }

    /// <summary>Bytes of one element in the file.</summary>
    public int ItemSize { get; internal init; }

    /// <summary>Length of each axis, the slowest first.</summary>
    public IReadOnlyList<int> Shape { get; internal init; } = [];

    /// <summary>Number of elements.</summary>
    public int Count { get; internal init; }

    /// <summary>Bytes from one element to the next along each axis; null for plain C order.</summary>
    public IReadOnlyList<long>? Strides { get; internal init; }

    /// <summary>Place of the first element in the decoded block [bytes].</summary>
    public long Offset { get; internal init; }

    public bool IsBigEndian { get; internal init; }

    /// <summary>Whether the values stand in the tree itself.</summary>
    public bool IsInline => InlineBytes is not null;

    /// <summary>Unit of the quantity around the array, without blanks; null when there is none.</summary>
    public string? Unit { get; internal init; }

    internal byte[]? InlineBytes { get; init; }

    internal bool[]? InlineMask { get; init; }

    internal YamlNode? MaskNode { get; init; }

    internal long BlockNumber { get; init; }

    internal string? ExternalFile { get; init; }

    /// <summary>The values in their own type.</summary>
    /// <exception cref="AsdfException">The type differs, or the block cannot be decoded.</exception>
    public T[] Read<T>()
        where T : unmanaged
    {
        if (DataType != AsdfDataTypes.Of<T>()) throw Fault(AsdfFault.Missing, $"holds {AsdfDataTypes.NameOf(DataType)} where {typeof(T).Name} is asked for");
        EnsureReadable();
        var values = GC.AllocateUninitializedArray<T>(Count);
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        ReadBytes(bytes);
        if (DataType == AsdfDataType.Bool8)
        {
            foreach (ref var flag in bytes) flag = flag == 0 ? (byte)0 : (byte)1;
        }

        return values;
    }

    /// <summary>The values of any real type as <c>float</c>.</summary>
    /// <exception cref="AsdfException">The array holds texts or complex numbers, or cannot be decoded.</exception>
    public float[] ToSingles() => DataType == AsdfDataType.Float32 ? Read<float>() : Convert<float>();

    /// <summary>The values of any real type as <c>double</c>.</summary>
    /// <exception cref="AsdfException">The array holds texts or complex numbers, or cannot be decoded.</exception>
    public double[] ToDoubles() => DataType == AsdfDataType.Float64 ? Read<double>() : Convert<double>();

    /// <summary>The elements as little-endian bytes in C order.</summary>
    /// <exception cref="AsdfException">The block cannot be decoded.</exception>
    public byte[] ToBytes()
    {
        EnsureReadable();
        var bytes = GC.AllocateUninitializedArray<byte>(Count * ItemSize);
        ReadBytes(bytes);
        if (!BitConverter.IsLittleEndian) ArrayConversion.SwapBytes(bytes, AsdfDataTypes.SwapSizeOf(DataType));
        return bytes;
    }

    /// <summary>The texts of an <c>ascii</c> or <c>ucs4</c> array without their padding.</summary>
    /// <exception cref="AsdfException">The array holds numbers, or cannot be decoded.</exception>
    public string[] ToStrings()
    {
        if (DataType is not (AsdfDataType.Ascii or AsdfDataType.Ucs4)) throw Fault(AsdfFault.Missing, "holds numbers where texts are asked for");
        var texts = new string[Count];
        WithBytes(bytes =>
        {
            var encoding = DataType == AsdfDataType.Ascii ? Encoding.Latin1 : Encoding.UTF32;
            for (var i = 0; i < texts.Length; i++) texts[i] = encoding.GetString(bytes.Span.Slice(i * ItemSize, ItemSize)).TrimEnd('\0');
        });
        return texts;
    }

    /// <summary>Which elements are missing, or null when the array has no mask.</summary>
    /// <exception cref="AsdfException">The mask does not fit the array.</exception>
    public bool[]? ReadMask()
    {
        if (MaskNode is null) return InlineMask;
        if (MaskNode.TryGetDouble(out var missing))
        {
            var values = ToDoubles();
            return Array.ConvertAll(values, value => value == missing || (double.IsNaN(value) && double.IsNaN(missing)));
        }

        var mask = file.Array(MaskNode);
        if (mask.Count != Count || !mask.Shape.SequenceEqual(Shape)) throw Fault(AsdfFault.Unsupported, "has a mask of another shape");
        return Array.ConvertAll(mask.ToDoubles(), value => value != 0);
    }

    internal static AsdfArray Describe(AsdfFile file, YamlNode node) => new AsdfArrayParser(file).Parse(node);

    T[] Convert<T>()
        where T : unmanaged, INumber<T>
    {
        var values = GC.AllocateUninitializedArray<T>(Count);
        WithBytes(bytes => ArrayConversion.Convert(DataType, bytes.Span, values.AsSpan(), () => Fault(AsdfFault.Missing, $"holds {AsdfDataTypes.NameOf(DataType)} where numbers are asked for")));
        return values;
    }

    void WithBytes(Action<ReadOnlyMemory<byte>> use)
    {
        EnsureReadable();
        var length = Count * ItemSize;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            ReadBytes(buffer.AsSpan(0, length));
            use(buffer.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    void EnsureReadable()
    {
        if (IsInline) return;
        using var neighbour = ExternalFile is null ? null : file.OpenNeighbour(ExternalFile);
        var block = (neighbour ?? file).Block(BlockNumber);
        block.EnsureReadable();
        CheckBounds(block.DataSize);
    }

    // Elements in C order and the byte order of this machine.
    void ReadBytes(Span<byte> destination)
    {
        if (InlineBytes is not null)
        {
            InlineBytes.CopyTo(destination);
            return;
        }

        using var neighbour = ExternalFile is null ? null : file.OpenNeighbour(ExternalFile);
        var block = (neighbour ?? file).Block(BlockNumber);
        if (Strides is null && Offset == 0 && block.DataSize == destination.Length)
        {
            block.Decode(destination);
        }
        else
        {
            var whole = ArrayPool<byte>.Shared.Rent((int)block.DataSize);
            try
            {
                var decoded = whole.AsSpan(0, (int)block.DataSize);
                block.Decode(decoded);
                if (Count > 0) ArrayConversion.Gather(decoded, Offset, [.. Shape], Strides?.ToArray(), ItemSize, destination);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(whole);
            }
        }

        if (IsBigEndian == BitConverter.IsLittleEndian) ArrayConversion.SwapBytes(destination, AsdfDataTypes.SwapSizeOf(DataType));
    }

    void CheckBounds(long available)
    {
        if (Count == 0) return;
        Int128 lowest = Offset, highest = Offset;
        if (Strides is null)
        {
            highest += (Int128)Count * ItemSize;
        }
        else
        {
            highest += ItemSize;
            for (var axis = 0; axis < Shape.Count; axis++)
            {
                var reach = (Int128)Strides[axis] * (Shape[axis] - 1);
                if (reach < 0) lowest += reach;
                else highest += reach;
            }
        }

        if (lowest < 0 || highest > available) throw Fault(AsdfFault.Corrupt, $"reaches from byte {lowest} to {highest} of a block of {available:N0}");
        if ((long)Count * ItemSize > available) throw Fault(AsdfFault.Unsupported, "shows the same bytes several times; write it as a plain array");
    }

    AsdfException Fault(AsdfFault fault, string what) => file.Fault(fault, $"{where} {what}.");
}

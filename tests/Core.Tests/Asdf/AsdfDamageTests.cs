using System.Buffers.Binary;
using System.Text;
using Nocturne.Core.Asdf;

namespace Nocturne.Core.Tests.Asdf;

/// <summary>Each way to be wrong has its typed fault, before anything is allocated for it.</summary>
public sealed class AsdfDamageTests
{
    const int Flags = 6;
    const int Label = 10;
    const int Allocated = 14;
    const int Used = 22;
    const int Decoded = 30;
    const int Checksum = 38;
    const int Data = 54;

    [Fact]
    public void What_is_no_asdf_file_is_told()
    {
        Assert.Equal(AsdfFault.NotAsdf, Fault([]));
        Assert.Equal(AsdfFault.NotAsdf, Fault(Encoding.ASCII.GetBytes("SIMPLE  =                    T")));
        Assert.Equal(AsdfFault.NotAsdf, Fault(Encoding.ASCII.GetBytes("#ASDF one\n")));
        Assert.Equal(AsdfFault.Unsupported, Fault(Encoding.ASCII.GetBytes("#ASDF 2.0.0\n")));
        Assert.Null(Fault(Encoding.ASCII.GetBytes("#ASDF 1.0.0\n")));
    }

    [Fact]
    public void A_tree_without_an_end_is_incomplete() =>
        Assert.Equal(AsdfFault.Incomplete, Fault(Encoding.ASCII.GetBytes("#ASDF 1.0.0\n%YAML 1.1\n--- {a: 1}\n")));

    [Fact]
    public void A_wrong_checksum_is_found_unless_it_is_not_wanted()
    {
        var bytes = AsdfData.OneArray();
        bytes[AsdfData.BlockAt(bytes) + Data] ^= 1;
        Assert.Equal(AsdfFault.Corrupt, Fault(bytes));
        using var trusting = AsdfFile.Read(bytes, "trusted", new() { VerifyChecksums = false });
        Assert.Equal(1, trusting.Array("a").Read<int>()[0]);
        bytes.AsSpan(AsdfData.BlockAt(bytes) + Checksum, 16).Clear();
        Assert.Null(Fault(bytes));
    }

    [Theory]
    [InlineData(AsdfCompression.None)]
    [InlineData(AsdfCompression.Zlib)]
    [InlineData(AsdfCompression.Lz4)]
    public void A_checksum_of_the_stored_bytes_is_as_good_as_one_of_the_decoded_ones(AsdfCompression compression)
    {
        var bytes = AsdfData.OneArray(compression);
        var block = AsdfData.BlockAt(bytes);
        var used = (int)BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(block + Used));
#pragma warning disable CA5351
        System.Security.Cryptography.MD5.HashData(bytes.AsSpan(block + Data, used), bytes.AsSpan(block + Checksum));
#pragma warning restore CA5351
        Assert.Null(Fault(bytes));
    }

    [Theory]
    [InlineData(Allocated, ulong.MaxValue, AsdfFault.Incomplete)]
    [InlineData(Allocated, 8ul, AsdfFault.Corrupt)]
    [InlineData(Used, 44ul, AsdfFault.Corrupt)]
    [InlineData(Decoded, 44ul, AsdfFault.Corrupt)]
    public void Sizes_that_cannot_be_are_refused(int field, ulong value, AsdfFault expected)
    {
        var bytes = AsdfData.OneArray();
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(AsdfData.BlockAt(bytes) + field), value);
        Assert.Equal(expected, Fault(bytes));
    }

    [Theory]
    [InlineData(AsdfCompression.Zlib, 1ul << 62, AsdfFault.Unsupported)]
    [InlineData(AsdfCompression.Lz4, 1ul << 62, AsdfFault.Unsupported)]
    [InlineData(AsdfCompression.Zlib, 1ul << 30, AsdfFault.Corrupt)]
    [InlineData(AsdfCompression.Lz4, 1ul << 30, AsdfFault.Corrupt)]
    [InlineData(AsdfCompression.Zlib, 39ul, AsdfFault.Corrupt)]
    [InlineData(AsdfCompression.Lz4, 39ul, AsdfFault.Corrupt)]
    [InlineData(AsdfCompression.Zlib, 41ul, AsdfFault.Corrupt)]
    [InlineData(AsdfCompression.Lz4, 41ul, AsdfFault.Corrupt)]
    public void A_compressed_block_must_decode_to_what_it_says_and_bombs_are_not_lit(AsdfCompression compression, ulong decoded, AsdfFault expected)
    {
        var bytes = AsdfData.OneArray(compression);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(AsdfData.BlockAt(bytes) + Decoded), decoded);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(expected, Fault(bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
    }

    [Fact]
    public void An_unknown_compression_is_named()
    {
        var bytes = AsdfData.OneArray();
        "zstd"u8.CopyTo(bytes.AsSpan(AsdfData.BlockAt(bytes) + Label));
        using var file = AsdfFile.Read(bytes, "new.asdf");
        var error = Assert.Throws<AsdfException>(() => file.Array("a").ToDoubles());
        Assert.Equal(AsdfFault.Unsupported, error.Fault);
        Assert.Contains("'zstd'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_streamed_block_must_not_be_compressed()
    {
        var bytes = AsdfData.OneArray(AsdfCompression.Zlib);
        bytes[AsdfData.BlockAt(bytes) + Flags + 3] = 1;
        Assert.Equal(AsdfFault.Corrupt, Fault(bytes));
    }

    [Theory]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [11]}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [4294967296, 4294967296, 16]}", AsdfFault.Unsupported)]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [65536, 65536]}", AsdfFault.Unsupported)]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [-1]}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [10], offset: 4}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [10], offset: 9223372036854775807}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [10], strides: [8]}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [10], strides: [-4]}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [10], strides: [0]}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: int32, byteorder: little, shape: [3, 3], strides: [9223372036854775807, 9223372036854775807]}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: int8, byteorder: little, shape: [20, 20], strides: [1, 1]}", AsdfFault.Unsupported)]
    [InlineData("{source: 1, datatype: int32, byteorder: little, shape: [10]}", AsdfFault.Missing)]
    [InlineData("{source: -2, datatype: int32, byteorder: little, shape: [10]}", AsdfFault.Missing)]
    [InlineData("{source: 0, data: [1], datatype: int32, byteorder: little, shape: [1]}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: int32, shape: [10]}", AsdfFault.Corrupt)]
    [InlineData("{source: 0, datatype: float80, byteorder: little, shape: [10]}", AsdfFault.Unsupported)]
    [InlineData("{source: 0, datatype: [{name: x, datatype: int8}], byteorder: little, shape: [10]}", AsdfFault.Unsupported)]
    [InlineData("{data: [[1, 2], [3]]}", AsdfFault.Corrupt)]
    [InlineData("{data: [1, [2]]}", AsdfFault.Corrupt)]
    [InlineData("{data: [300], datatype: int8}", AsdfFault.Corrupt)]
    [InlineData("{data: [1, 2], shape: [3]}", AsdfFault.Corrupt)]
    [InlineData("{$ref: 'other.asdf#/a'}", AsdfFault.Missing)]
    public void Descriptions_of_arrays_that_cannot_be_are_refused(string description, AsdfFault expected)
    {
        var one = AsdfData.OneArray();
        var tree = Encoding.ASCII.GetBytes($"#ASDF 1.0.0\n%YAML 1.1\n%TAG ! tag:stsci.edu:asdf/\n--- \na: !core/ndarray-1.1.0 {description}\n...\n");
        using var file = AsdfFile.Read(tree.Concat(one[AsdfData.BlockAt(one)..]).ToArray(), "described.asdf");
        Assert.Equal(expected, Assert.Throws<AsdfException>(() => file.Array("a").ToDoubles()).Fault);
    }

    [Fact]
    public void Damage_in_one_block_leaves_the_others_readable()
    {
        var writer = new AsdfWriter(AsdfCompression.Zlib);
        var bytes = AsdfData.Bytes(writer, ("a", writer.AddArray<int>([1, 2, 3])), ("b", writer.AddArray<int>([4, 5, 6])));
        bytes[AsdfData.BlockAt(bytes) + Data + 4] ^= 0xFF;
        using var file = AsdfFile.Read(bytes, "half.asdf");
        Assert.Throws<AsdfException>(() => file.Array("a").Read<int>());
        Assert.Equal([4, 5, 6], file.Array("b").Read<int>());
    }

    static AsdfFault? Fault(byte[] bytes)
    {
        try
        {
            using var file = AsdfFile.Read(bytes, "damaged.asdf");
            AsdfData.ReadAll(file);
            return null;
        }
        catch (AsdfException error)
        {
            return error.Fault;
        }
    }
}

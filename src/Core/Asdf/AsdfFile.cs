using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Nocturne.Core.Bytes;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Asdf;

/// <summary>An ASDF file (standard 1.0 to 1.7): its tree, and its blocks as arrays when they are asked for.</summary>
/// <remarks>Blocks are found by walking from one to the next. The block index at the end of a file is not used: it may lie,
/// and following it would need the same reads. Damage in one block leaves the tree and the other blocks readable.</remarks>
public sealed class AsdfFile : IDisposable
{
    /// <summary>Beginning of the tags of the standard's own types.</summary>
    public const string CoreTag = "tag:stsci.edu:asdf/";

    const int HeaderFields = 48;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static readonly SearchValues<char> NotInNames = SearchValues.Create("\\:#?*\0");

    readonly List<AsdfBlock> blocks = [];
    readonly string? directory;
    string? walkEnd;

    AsdfFile(ByteSource source, string name, string? directory, AsdfOptions options)
    {
        Source = source;
        Name = name;
        Options = options;
        this.directory = directory;
    }

    public string Name { get; }

    /// <summary>The tree; null for a file without one.</summary>
    public YamlNode? Tree { get; private set; }

    /// <summary>The blocks in the order of the file.</summary>
    public IReadOnlyList<AsdfBlock> Blocks => blocks;

    internal ByteSource Source { get; }

    internal AsdfOptions Options { get; }

    internal static ReadOnlySpan<byte> BlockMagic => [0xD3, (byte)'B', (byte)'L', (byte)'K'];

    /// <summary>Opens a file on disk. It stays open until the object is disposed.</summary>
    /// <exception cref="AsdfException">The file is not ASDF, or its tree cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static AsdfFile Open(string path, AsdfOptions? options = null) =>
        Load(FileByteSource.Open(path), Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path)), options);

    /// <summary>Reads a file that is in memory; it cannot refer to other files.</summary>
    /// <exception cref="AsdfException">The bytes are not ASDF, or the tree cannot be read.</exception>
    public static AsdfFile Read(ReadOnlyMemory<byte> bytes, string name, AsdfOptions? options = null) => Load(new MemoryByteSource(bytes), name, null, options);

    /// <summary>The array that a node describes, looked through a quantity when it is one.</summary>
    /// <exception cref="AsdfException">The node is not an array, or is one that cannot be read.</exception>
    public AsdfArray Array(YamlNode node) => AsdfArray.Describe(this, node);

    /// <summary>The array at a place of the tree.</summary>
    /// <exception cref="AsdfException">There is nothing at that place, or no array.</exception>
    public AsdfArray Array(params ReadOnlySpan<string> keys) =>
        Array(Tree?.At(keys) ?? throw Fault(AsdfFault.Missing, $"there is no '{string.Join('.', keys.ToArray())}' in the tree."));

    /// <summary>A block by number; negative numbers count from the end.</summary>
    /// <exception cref="AsdfException">There is no such block.</exception>
    public AsdfBlock Block(long number)
    {
        var index = number < 0 ? number + blocks.Count : number;
        if (index >= 0 && index < blocks.Count) return blocks[(int)index];
        throw Fault(walkEnd is null ? AsdfFault.Missing : AsdfFault.Corrupt, $"block {number} is asked for but the file has {blocks.Count}. {walkEnd ?? "The file may be cut."}");
    }

    public void Dispose() => Source.Dispose();

    internal AsdfException Fault(AsdfFault fault, string message, Exception? inner = null) => new(fault, Name, message, inner);

    /// <summary>Opens a file that an array of this one refers to: same folder or below, by a plain relative name.</summary>
    internal AsdfFile OpenNeighbour(string reference)
    {
        if (directory is null) throw Fault(AsdfFault.Unsupported, $"an array lies in another file ('{reference}') but this one is not on disk.");
        var name = Uri.UnescapeDataString(reference.EndsWith('#') ? reference[..^1] : reference);
        var parts = name.Split('/');
        if (name.AsSpan().ContainsAny(NotInNames) || parts.Any(part => part is "" or "." or ".."))
            throw Fault(AsdfFault.Unsupported, $"an array lies in '{reference}'; only files in the same folder or below are followed.");
        var path = Path.Combine([directory, .. parts]);
        try
        {
            return Open(path, Options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fault(AsdfFault.Missing, $"an array lies in '{reference}', which cannot be opened ({error.Message}).", error);
        }
    }

    static AsdfFile Load(ByteSource source, string name, string? directory, AsdfOptions? options)
    {
        var file = new AsdfFile(source, name, directory, options ?? AsdfOptions.Default);
        try
        {
            var treeEnd = file.ReadTree();
            file.WalkBlocks(treeEnd);
            return file;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    // Reads first line, comments and tree; gives the place behind them.
    long ReadTree()
    {
        var head = new AsdfHead(Source, Options.MaxTreeBytes, Name);
        var (treeStart, treeLength, end) = head.Find();
        if (treeLength == 0) return end;
        string text;
        try
        {
            text = StrictUtf8.GetString(head.Bytes.Slice(treeStart, treeLength));
        }
        catch (DecoderFallbackException error)
        {
            throw Fault(AsdfFault.Corrupt, "the tree is not UTF-8 text, or its end (a line of three dots) is missing.", error);
        }

        try
        {
            Tree = YamlTree.Parse(text);
        }
        catch (YamlTreeException error)
        {
            throw Fault(AsdfFault.Corrupt, $"the tree cannot be read: {error.Message}.", error);
        }

        return end;
    }

    void WalkBlocks(long from)
    {
        var at = FindMagic(from);
        Span<byte> fields = stackalloc byte[6 + HeaderFields];
        while (at >= 0)
        {
            var count = Source.Read(at, fields);
            if (count < 4 || !fields[..4].SequenceEqual(BlockMagic)) return;
            if (count < fields.Length)
            {
                walkEnd = $"The file ends inside the header of block {blocks.Count}.";
                return;
            }

            var headerSize = BinaryPrimitives.ReadUInt16BigEndian(fields[4..]);
            var dataOffset = at + 6 + headerSize;
            if (headerSize < HeaderFields || dataOffset > Source.Length)
            {
                walkEnd = $"The header of block {blocks.Count} says that it is {headerSize} bytes long.";
                return;
            }

            var block = new AsdfBlock(this, blocks.Count, at, dataOffset, fields[6..], Source.Length);
            blocks.Add(block);
            if (block.IsStreamed || block.EndsBeyond(Source.Length)) return;
            at = dataOffset + block.AllocatedSize;
        }
    }

    long FindMagic(long from)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (true)
            {
                var count = Source.Read(from, buffer);
                var place = buffer.AsSpan(0, count).IndexOf(BlockMagic);
                if (place >= 0) return from + place;
                if (count < buffer.Length) return -1;
                from += count - BlockMagic.Length + 1;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

using System.Text;
using Nocturne.Core.Asdf;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tests.Asdf;

/// <summary>Small ASDF files for tests: from the data folder, or made here.</summary>
static class AsdfData
{
    const string Head = "#ASDF 1.0.0\n#ASDF_STANDARD 1.6.0\n%YAML 1.1\n%TAG ! tag:stsci.edu:asdf/\n--- !core/asdf-1.1.0\n";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "data", "roman");

    public static string PathOf(string name) => Path.Combine(Folder, "asdf", name);

    public static AsdfFile Open(string name) => AsdfFile.Open(PathOf(name));

    /// <summary>A file of a tree alone.</summary>
    public static AsdfFile OfTree(string tree) => AsdfFile.Read(Encoding.UTF8.GetBytes(Head + tree + "\n...\n"), "tree.asdf");

    /// <summary>A file with one array, <c>a</c>, of ten integers.</summary>
    public static byte[] OneArray(AsdfCompression compression = AsdfCompression.None)
    {
        var writer = new AsdfWriter(compression);
        return Bytes(writer, ("a", writer.AddArray<int>([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])));
    }

    public static byte[] Bytes(AsdfWriter writer, params (string Key, YamlNode Node)[] entries)
    {
        using var stream = new MemoryStream();
        writer.Write(stream, new YamlMapping([.. entries.Select(entry => new KeyValuePair<string, YamlNode>(entry.Key, entry.Node))]));
        return stream.ToArray();
    }

    /// <summary>Place of the magic of a block.</summary>
    public static int BlockAt(byte[] bytes, int index = 0)
    {
        var at = -1;
        for (var i = 0; i <= index; i++) at += 1 + bytes.AsSpan(at + 1).IndexOf((ReadOnlySpan<byte>)[0xD3, (byte)'B', (byte)'L', (byte)'K']);
        return at;
    }

    /// <summary>Reads everything that a file has: blocks, and every array of the tree.</summary>
    public static void ReadAll(AsdfFile file)
    {
        foreach (var block in file.Blocks)
        {
            if (block.DataSize <= 1 << 20) block.Decode(new byte[block.DataSize]);
        }

        Walk(file.Tree, file, 2000);
    }

    static int Walk(YamlNode? node, AsdfFile file, int budget)
    {
        if (node is null || budget <= 0) return 0;
        budget--;
        if (node.HasTag(AsdfFile.CoreTag + "core/ndarray"))
        {
            var array = file.Array(node);
            if (array.DataType is AsdfDataType.Ascii or AsdfDataType.Ucs4) array.ToStrings();
            else if (array.DataType is AsdfDataType.Complex64 or AsdfDataType.Complex128) array.ToBytes();
            else array.ToDoubles();
            array.ReadMask();
        }

        var children = node switch
        {
            YamlMapping mapping => mapping.Entries.Select(entry => entry.Value),
            YamlSequence list => list.Items,
            _ => [],
        };
        foreach (var child in children) budget = Walk(child, file, budget);
        return budget;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Nocturne.Core.Asdf;
using Nocturne.Core.Yaml;

namespace Nocturne.Conformance.Roman;

/// <summary>The folder <c>asdf</c>: one feature or one defect of the container in each file.</summary>
static class AsdfBattery
{
    public static void Run(string folder, CaseReport report)
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        foreach (var item in cases.RootElement.EnumerateArray())
        {
            var file = item.GetProperty("file").GetString()!;
            report.Run($"asdf/{file}", check => Case(Path.Combine(folder, file), item, check));
        }
    }

    static void Case(string path, JsonElement item, CaseCheck check)
    {
        var expect = item.GetProperty("expect").GetString();
        var when = item.TryGetProperty("when", out var text) ? text.GetString()! : "";
        if (expect == "ok")
        {
            using var file = AsdfFile.Open(path);
            Values(file, item, check);
            ReadAll(file);
            return;
        }

        try
        {
            using var file = AsdfFile.Open(path);
            if (expect == "error" && when == "on open") check.Problem("was opened without an error");
            ReadAll(file);
            if (expect == "error" && !when.StartsWith("either", StringComparison.Ordinal)) check.Problem("was read without an error");
        }
        catch (AsdfException error)
        {
            check.Notes.Add($"{error.Fault}: {error.Message}");
        }
    }

    static void Values(AsdfFile file, JsonElement item, CaseCheck check)
    {
        if (item.TryGetProperty("values", out var values))
        {
            foreach (var value in values.EnumerateObject()) CheckArray(file.Array(value.Name), value.Name, value.Value, check);
        }

        if (item.TryGetProperty("raw_scalars", out var scalars))
        {
            foreach (var scalar in scalars.EnumerateObject())
                check.Same((((YamlMapping)file.Tree!.At("s")!).Find(scalar.Name) as YamlScalar)?.Text, scalar.Value.GetString(), $"scalar {scalar.Name}");
        }

        foreach (var key in new[] { "folded", "block" })
        {
            if (item.TryGetProperty(key, out var expected)) check.Same(file.Tree!.At(key)?.Text, expected.GetString(), key);
        }
    }

    static void CheckArray(AsdfArray array, string name, JsonElement expected, CaseCheck check)
    {
        if (expected.TryGetProperty("dtype", out var type)) check.Same(AsdfDataTypes.NameOf(array.DataType).Replace("bool8", "bool", StringComparison.Ordinal), type.GetString(), $"type of {name}");
        if (expected.TryGetProperty("shape", out var shape)) check.Same(string.Join(",", array.Shape), string.Join(",", shape.EnumerateArray()), $"shape of {name}");
        if (expected.TryGetProperty("md5", out var md5)) check.Same(Md5(array.ToBytes()), md5.GetString(), $"digest of {name}");
        if (expected.TryGetProperty("sum", out var sum)) check.Same(array.ToDoubles().Sum(), sum.GetDouble(), $"sum of {name}");
        var masked = array.ReadMask();
        if (expected.TryGetProperty("masked", out var missing))
            check.Same(string.Join(",", (masked ?? []).Select((flag, index) => (flag, index)).Where(pair => pair.flag).Select(pair => pair.index)), string.Join(",", missing.EnumerateArray()), $"masked elements of {name}");
        if (!expected.TryGetProperty("data", out var data)) return;
        var leaves = Leaves(data).ToArray();
        check.Same(array.Count, leaves.Length, $"number of elements of {name}");
        for (var i = 0; i < leaves.Length && array.Count == leaves.Length; i++)
        {
            if (leaves[i].ValueKind != JsonValueKind.Null) check.True(IsSame(array, i, leaves[i]), $"{name}[{i}] is not {leaves[i]}");
        }
    }

    static bool IsSame(AsdfArray array, int index, JsonElement expected) => array.DataType switch
    {
        AsdfDataType.Int64 => array.Read<long>()[index] == expected.GetInt64(),
        AsdfDataType.UInt64 => array.Read<ulong>()[index] == expected.GetUInt64(),
        AsdfDataType.Bool8 => array.Read<bool>()[index] == expected.GetBoolean(),
        _ => array.ToDoubles()[index] is var value && BitConverter.DoubleToInt64Bits(value) is var bits
            && (double.IsNaN(value) ? double.IsNaN(NumberOf(expected)) : bits == BitConverter.DoubleToInt64Bits(NumberOf(expected)) || (array.DataType == AsdfDataType.Float32 && (float)value == (float)NumberOf(expected))),
    };

    static double NumberOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble();

    static IEnumerable<JsonElement> Leaves(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Leaves) : [element];

    static void ReadAll(AsdfFile file)
    {
        for (var i = 0; i < file.Blocks.Count; i++)
        {
            if (file.Blocks[i].DataSize < 1 << 26) file.Blocks[i].Decode(new byte[file.Blocks[i].DataSize]);
        }

        foreach (var (_, node) in (file.Tree as YamlMapping)?.Entries ?? [])
        {
            if (node.HasTag(AsdfFile.CoreTag + "core/ndarray")) file.Array(node).ToBytes();
        }
    }

#pragma warning disable CA5351 // The digests of the reference set are MD5.
    public static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}

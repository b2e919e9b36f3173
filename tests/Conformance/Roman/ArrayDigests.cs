using System.Text.Json;
using Nocturne.Core.Asdf;

namespace Nocturne.Conformance.Roman;

/// <summary>Compares every image array of the scenes with <c>arrays.json</c>, bit by bit.</summary>
static class ArrayDigests
{
    public static void Run(string folder, CaseReport report)
    {
        using var digests = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "arrays.json")));
        foreach (var entry in digests.RootElement.EnumerateObject())
            report.Run($"arrays/{entry.Name}", check => OneFile(Path.Combine(folder, entry.Name), entry.Value, check));
    }

    static void OneFile(string path, JsonElement expected, CaseCheck check)
    {
        using var file = AsdfFile.Open(path);
        check.Same(file.Blocks.Count, expected.GetProperty("n_blocks").GetInt32(), "number of blocks");
        foreach (var item in expected.GetProperty("arrays").EnumerateObject())
        {
            var array = file.Array("roman", item.Name);
            var of = item.Value;
            check.Same(AsdfDataTypes.NameOf(array.DataType), of.GetProperty("datatype").GetString(), $"type of {item.Name}");
            check.Same(array.IsBigEndian ? "big" : "little", of.GetProperty("byteorder").GetString(), $"byte order of {item.Name}");
            check.Same(string.Join(",", array.Shape), string.Join(",", of.GetProperty("shape").EnumerateArray()), $"shape of {item.Name}");
            check.Same(array.Offset, of.GetProperty("offset").GetInt64(), $"offset of {item.Name}");
            // Strides that spell plain C order are not kept.
            if (array.Strides is { } own && of.GetProperty("strides") is { ValueKind: JsonValueKind.Array } strides)
                check.Same(string.Join(",", own), string.Join(",", strides.EnumerateArray()), $"strides of {item.Name}");
            check.Same(AsdfBattery.Md5(array.ToBytes()), of.GetProperty("md5_little_endian_c_order").GetString(), $"digest of {item.Name}");
            var values = array.ToDoubles();
            check.Same(values.Count(double.IsNaN), of.GetProperty("n_nan").GetInt32(), $"NaN in {item.Name}");
            check.Same(values.Count(double.IsInfinity), of.GetProperty("n_inf").GetInt32(), $"infinities in {item.Name}");
            check.NearRelative(values.Where(double.IsFinite).Sum(), of.GetProperty("sum_finite").GetDouble(), 1e-9, $"sum of {item.Name}");
        }
    }
}

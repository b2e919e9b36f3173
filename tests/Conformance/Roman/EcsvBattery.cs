using System.Globalization;
using System.Text.Json;
using Nocturne.Core.Tables;
using Nocturne.Core.Yaml;

namespace Nocturne.Conformance.Roman;

/// <summary>The folder <c>ecsv</c>: one feature or one defect of tables in each file.</summary>
static class EcsvBattery
{
    public static void Run(string folder, CaseReport report)
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        foreach (var item in cases.RootElement.EnumerateArray())
        {
            var file = item.GetProperty("file").GetString()!;
            report.Run($"ecsv/{file}", check => Case(Path.Combine(folder, file), item, check));
        }
    }

    static void Case(string path, JsonElement item, CaseCheck check)
    {
        var expect = item.GetProperty("expect").GetString();
        if (expect != "ok")
        {
            try
            {
                EcsvReader.Read(path);
                if (expect == "error") check.Problem("was read without an error");
            }
            catch (TableException error)
            {
                check.Notes.Add(error.Message);
            }

            return;
        }

        var table = EcsvReader.Read(path);
        if (item.TryGetProperty("n_rows", out var rows)) check.Same(table.RowCount, rows.GetInt32(), "number of rows");
        foreach (var column in item.GetProperty("columns").EnumerateArray()) Column(table, column, check);
        if (item.TryGetProperty("meta", out var meta)) check.True(table.Meta is not null && SameTree(table.Meta, meta), "the meta differs");

        var text = new StringWriter();
        EcsvWriter.Write(text, table, ',');
        var again = EcsvReader.Parse(text.ToString(), "written again");
        check.Same(again.RowCount, table.RowCount, "number of rows after writing and reading");
    }

    static void Column(Table table, JsonElement expected, CaseCheck check)
    {
        var name = expected.GetProperty("name").GetString()!;
        if (table.Find(name) is not { } column)
        {
            check.Problem($"column {name} is absent");
            return;
        }

        if (expected.TryGetProperty("dtype", out var type)) check.Same(column.DataType, type.GetString(), $"type of {name}");
        if (expected.TryGetProperty("unit", out var unit)) check.Same(column.Unit, unit.GetString(), $"unit of {name}");
        if (expected.TryGetProperty("description", out var description)) check.Same(column.Description, description.GetString(), $"description of {name}");
        var values = expected.GetProperty("values");
        check.Same(column.Count, values.GetArrayLength(), $"length of {name}");
        for (var row = 0; row < Math.Min(column.Count, values.GetArrayLength()); row++)
            check.True(IsSame(column[row], values[row]), $"{name}[{row}] is {column[row] ?? "missing"}, expected {values[row]}");
    }

    static bool IsSame(object? value, JsonElement expected) => value switch
    {
        null => expected.ValueKind == JsonValueKind.Null,
        string text => expected.ValueKind == JsonValueKind.String && text == expected.GetString(),
        bool flag => expected.ValueKind == (flag ? JsonValueKind.True : JsonValueKind.False),
        JsonElement cell => JsonElement.DeepEquals(cell, expected),
        Half or float or double => expected.ValueKind is JsonValueKind.Number or JsonValueKind.String
            && (value is Half half ? (double)half : Convert.ToDouble(value, CultureInfo.InvariantCulture)).Equals(
                expected.ValueKind == JsonValueKind.String ? double.Parse(expected.GetString()!, CultureInfo.InvariantCulture) : expected.GetDouble()),
        _ => expected.ValueKind == JsonValueKind.Number && Convert.ToString(value, CultureInfo.InvariantCulture) == expected.GetRawText(),
    };

    static bool SameTree(YamlNode node, JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.Object => node is YamlMapping mapping && mapping.Entries.Count == expected.EnumerateObject().Count()
            && expected.EnumerateObject().All(property => mapping.Find(property.Name) is { } value && SameTree(value, property.Value)),
        JsonValueKind.Array => node is YamlSequence list && list.Items.Count == expected.GetArrayLength() && list.Items.Zip(expected.EnumerateArray()).All(pair => SameTree(pair.First, pair.Second)),
        JsonValueKind.String => node.Text == expected.GetString(),
        JsonValueKind.Number => node.TryGetDouble(out var number) && number == expected.GetDouble(),
        JsonValueKind.Null => node.IsNull,
        _ => node.TryGetBool(out var flag) && flag == (expected.ValueKind == JsonValueKind.True),
    };
}

using System.Globalization;
using System.Security.Cryptography;

namespace Nocturne.TestKit.Nights;

/// <summary>Reads the products of a reduced night.</summary>
public static class Products
{
    /// <summary>Digests of all products that must not depend on how the night was reduced, by name.</summary>
    public static SortedDictionary<string, string> Digests(string folder)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (name.StartsWith("night.sqlite", StringComparison.Ordinal) || name is "night.lock" or "nocturne.log") continue;
            digests[name] = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return digests;
    }

    /// <summary>The rows of a CSV product, by column name.</summary>
    public static List<Dictionary<string, string>> Rows(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(Cells(line)).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    /// <summary>The cells of a line; those with commas in them stand in quotes.</summary>
    static IEnumerable<string> Cells(string line)
    {
        var quoted = false;
        var start = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (quoted || line[i] != ',')) continue;
            var cell = line[start..i];
            yield return cell.Length > 1 && cell[0] == '"' ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
            start = i + 1;
        }
    }

    public static double Number(this Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}

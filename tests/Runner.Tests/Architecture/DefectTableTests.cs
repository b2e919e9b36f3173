using System.Text.RegularExpressions;

namespace Nocturne.Runner.Tests.Architecture;

/// <summary>The table of opticam's defects names tests; they must be there.</summary>
public sealed partial class DefectTableTests
{
    [Fact]
    public void Every_defect_has_a_row_and_every_test_that_is_named_exists()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Nocturne.slnx"))) root = root.Parent!;
        var rows = File.ReadLines(Path.Combine(root.FullName, "docs", "opticam.md")).Where(line => Row().IsMatch(line)).ToArray();
        Assert.Equal(Enumerable.Range(1, 23).Select(number => $"| {number} "), rows.Select(row => row[..row.IndexOf('|', 1)]));
        foreach (var row in rows)
        {
            var named = TestName().Matches(row[row.LastIndexOf("| `", StringComparison.Ordinal)..]);
            Assert.NotEmpty(named);
            foreach (Match test in named)
            {
                var file = Directory.EnumerateFiles(Path.Combine(root.FullName, "tests"), $"{test.Groups[1].Value}.cs", SearchOption.AllDirectories).Single();
                Assert.Contains($" {test.Groups[2].Value}(", File.ReadAllText(file), StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+)\.(\w+)`")]
    private static partial Regex TestName();
}

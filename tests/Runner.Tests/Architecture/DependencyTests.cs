using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Nocturne.Runner.Tests.Architecture;

/// <summary>Runner → Actors → Streams → Core, and nothing points back.</summary>
public sealed partial class DependencyTests
{
    static readonly string[] Layers = ["Core", "Streams", "Actors", "Runner"];

    public static TheoryData<string> AllLayers => [.. Layers];

    [Theory]
    [MemberData(nameof(AllLayers))]
    public void A_project_refers_only_to_the_layers_below_it(string layer)
    {
        var project = Path.Combine(Root, "src", layer, $"Nocturne.{layer}.csproj");
        var references = XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')).Replace("Nocturne.", "", StringComparison.Ordinal));
        foreach (var reference in references)
            Assert.True(Array.IndexOf(Layers, reference) < Array.IndexOf(Layers, layer), $"{layer} refers to {reference}");
    }

    [Theory]
    [MemberData(nameof(AllLayers))]
    public void A_source_file_lives_in_the_namespace_of_its_layer_and_names_only_lower_ones(string layer)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "src", layer), "*.cs", SearchOption.AllDirectories))
        {
            if (file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal)) continue;
            foreach (Match match in NamespaceOrUsing().Matches(File.ReadAllText(file)))
            {
                var (kind, named) = (match.Groups[1].Value, match.Groups[2].Value);
                if (kind == "namespace") Assert.True(named == layer, $"{file} lies in Nocturne.{named}");
                else Assert.True(Array.IndexOf(Layers, named) <= Array.IndexOf(Layers, layer), $"{file} uses Nocturne.{named}");
            }
        }
    }

    [Fact]
    public void Core_knows_no_threads_clocks_or_logs()
    {
        string[] strangers = ["System.Threading.Tasks", "System.Threading.Channels", "Microsoft.Extensions.Logging", "DateTime.UtcNow", "DateTime.Now", "TimeProvider"];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "src", "Core"), "*.cs", SearchOption.AllDirectories))
        {
            if (file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal)) continue;
            var text = File.ReadAllText(file);
            foreach (var stranger in strangers) Assert.False(text.Contains(stranger, StringComparison.Ordinal), $"{file} mentions {stranger}");
        }
    }

    static string Root { get; } = FindRoot();

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Nocturne.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException("The tests run outside the repository: no Nocturne.slnx above them.");
    }

    [GeneratedRegex(@"^(namespace|using) Nocturne\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceOrUsing();
}

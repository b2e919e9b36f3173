namespace Nocturne.Core.Yaml;

/// <summary>Keys and values in a YAML tree, in the order of the document. Keys are texts and occur once.</summary>
public sealed class YamlMapping : YamlNode
{
    readonly Dictionary<string, YamlNode> byKey;

    /// <exception cref="ArgumentException">A key occurs twice.</exception>
    public YamlMapping(IReadOnlyList<KeyValuePair<string, YamlNode>> entries, string? tag = null, int line = 0)
        : base(tag, line)
    {
        Entries = entries;
        byKey = new(entries.Count, StringComparer.Ordinal);
        foreach (var (key, value) in entries) byKey.Add(key, value);
        (Height, Weight) = Measure(byKey.Values);
    }

    public IReadOnlyList<KeyValuePair<string, YamlNode>> Entries { get; }

    public override int Height { get; }

    public override long Weight { get; }

    /// <summary>The value of a key, or null when the key is absent.</summary>
    public YamlNode? Find(string key) => byKey.GetValueOrDefault(key);

    internal static (int Height, long Weight) Measure(IEnumerable<YamlNode> children)
    {
        var height = 0;
        long weight = 0;
        foreach (var child in children)
        {
            height = Math.Max(height, child.Height);
            weight = child.Weight > long.MaxValue - weight ? long.MaxValue : weight + child.Weight;
        }

        return (height + 1, weight);
    }
}

namespace Nocturne.Core.Yaml;

/// <summary>A list in a YAML tree.</summary>
public sealed class YamlSequence : YamlNode
{
    public YamlSequence(IReadOnlyList<YamlNode> items, string? tag = null, int line = 0)
        : base(tag, line)
    {
        Items = items;
        (Height, Weight) = YamlMapping.Measure(items);
    }

    public IReadOnlyList<YamlNode> Items { get; }

    public override int Height { get; }

    public override long Weight { get; }
}

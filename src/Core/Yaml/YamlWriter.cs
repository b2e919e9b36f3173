using System.Globalization;
using System.Text;

namespace Nocturne.Core.Yaml;

/// <summary>Writes nodes as YAML that any reader takes: mappings in block style, lists of scalars in flow style, every text quoted unless it is a harmless word.</summary>
public static class YamlWriter
{
    const int FlowWidth = 100;

    /// <summary>Writes a node as the lines of a document body, ending with a line end.</summary>
    /// <param name="node">What to write; it is a tree (aliases are written out each time).</param>
    /// <param name="shortTags">Pairs of prefix and handle: a tag that begins with the prefix is written with the handle.</param>
    public static string Write(YamlNode node, params ReadOnlySpan<(string Prefix, string Handle)> shortTags)
    {
        var text = new StringBuilder();
        var lead = TagText(node, shortTags);
        if (node is YamlMapping { Entries.Count: > 0 } or YamlSequence { Items.Count: > 0 } && !IsFlow(node))
        {
            if (lead.Length > 0) text.Append(lead).Append('\n');
            Block(text, node, 0, shortTags);
        }
        else
        {
            Value(text, node, 0, shortTags);
        }

        return text.ToString();
    }

    /// <summary>A text as a YAML scalar: plain when it is a word that no reader takes for anything else, otherwise in double quotes.</summary>
    public static string Quote(string text)
    {
        if (IsHarmlessWord(text)) return text;
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                < 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 or 0xFEFF => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => quoted.Append(rune),
            };
        }

        return quoted.Append('"').ToString();
    }

    static void Block(StringBuilder text, YamlNode node, int indent, ReadOnlySpan<(string Prefix, string Handle)> shortTags)
    {
        if (node is YamlMapping mapping)
        {
            foreach (var (key, value) in mapping.Entries)
            {
                text.Append(' ', indent).Append(Quote(key)).Append(':');
                Value(text, value, indent, shortTags);
            }
        }
        else
        {
            foreach (var item in ((YamlSequence)node).Items)
            {
                text.Append(' ', indent).Append('-');
                Value(text, item, indent, shortTags);
            }
        }
    }

    static void Value(StringBuilder text, YamlNode node, int indent, ReadOnlySpan<(string Prefix, string Handle)> shortTags)
    {
        var tag = TagText(node, shortTags);
        if (tag.Length > 0) text.Append(' ').Append(tag);
        if (IsFlow(node))
        {
            text.Append(' ');
            Flow(text, node, indent + 2);
            text.Append('\n');
        }
        else
        {
            text.Append('\n');
            Block(text, node, indent + 2, shortTags);
        }
    }

    static bool IsFlow(YamlNode node) => node switch
    {
        YamlScalar => true,
        YamlMapping mapping => mapping.Entries.Count == 0,
        YamlSequence sequence => sequence.Items.All(item => item.Tag is null && (item is YamlScalar || (item is YamlSequence && IsFlow(item)))),
        _ => false,
    };

    static void Flow(StringBuilder text, YamlNode node, int indent)
    {
        switch (node)
        {
            case YamlScalar scalar:
                text.Append(scalar.IsPlain ? scalar.Text.Length == 0 ? "null" : scalar.Text : Quote(scalar.Text));
                return;
            case YamlSequence sequence:
                text.Append('[');
                var lineStart = text.Length;
                for (var i = 0; i < sequence.Items.Count; i++)
                {
                    if (i > 0) text.Append(", ");
                    if (text.Length - lineStart > FlowWidth)
                    {
                        text.Append('\n').Append(' ', indent);
                        lineStart = text.Length;
                    }

                    Flow(text, sequence.Items[i], indent + 1);
                }

                text.Append(']');
                return;
            default:
                text.Append("{}");
                return;
        }
    }

    static string TagText(YamlNode node, ReadOnlySpan<(string Prefix, string Handle)> shortTags)
    {
        if (node.Tag is null) return "";
        foreach (var (prefix, handle) in shortTags)
        {
            if (node.Tag.StartsWith(prefix, StringComparison.Ordinal)) return handle + node.Tag[prefix.Length..];
        }

        return $"!<{node.Tag}>";
    }

    static bool IsHarmlessWord(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.')
        && text.ToUpperInvariant() is not ("NULL" or "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N");
}

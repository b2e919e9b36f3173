using System.Globalization;
using System.Numerics;

namespace Nocturne.Core.Yaml;

/// <summary>One node of a YAML tree: text, list or mapping, with its tag. Scalars keep their text; a reader asks for the type it expects.</summary>
/// <remarks>Typing everything while loading goes wrong: Python's writer leaves <c>1e3</c> and <c>8.8.8</c> plain and means text.
/// An alias yields the same object as its anchor, so a node may be reached in several ways; a node never contains itself.</remarks>
public abstract class YamlNode
{
    private protected YamlNode(string? tag, int line)
    {
        Tag = tag;
        Line = line;
    }

    /// <summary>The full tag (<c>tag:stsci.edu:asdf/core/ndarray-1.1.0</c>), or null when there is none.</summary>
    public string? Tag { get; }

    /// <summary>Line of the document, from 1; 0 for nodes made by a program.</summary>
    public int Line { get; }

    /// <summary>Levels below and including this node.</summary>
    public abstract int Height { get; }

    /// <summary>Scalars below this node, counted through aliases as often as they appear; saturates at <see cref="long.MaxValue"/>.</summary>
    public abstract long Weight { get; }

    /// <summary>True when the tag is this name with any version, or none: <c>.../ndarray-1.1.0</c> matches <c>.../ndarray</c>.</summary>
    public bool HasTag(string name) =>
        Tag is not null && Tag.StartsWith(name, StringComparison.Ordinal) && (Tag.Length == name.Length || Tag[name.Length] == '-');

    /// <summary>True for <c>null</c>, <c>~</c> and nothing at all, unless quoted.</summary>
    public bool IsNull => this is YamlScalar { IsPlain: true, Text: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>The text of a scalar, or null for lists, mappings and the null scalar.</summary>
    public string? Text => this is YamlScalar scalar && !IsNull ? scalar.Text : null;

    /// <summary>Walks down mappings by key; null when a step is missing or leads to null.</summary>
    public YamlNode? At(params ReadOnlySpan<string> keys)
    {
        YamlNode? node = this;
        foreach (var key in keys)
        {
            node = (node as YamlMapping)?.Find(key);
            if (node is null || node.IsNull) return null;
        }

        return node;
    }

    /// <summary>The number that a plain scalar spells; <c>.nan</c>, <c>.inf</c> and <c>-.inf</c> included.</summary>
    public bool TryGetDouble(out double value)
    {
        value = double.NaN;
        if (this is not YamlScalar { IsPlain: true } scalar) return false;
        switch (scalar.Text)
        {
            case ".nan" or ".NaN" or ".NAN":
                return true;
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                value = double.PositiveInfinity;
                return true;
            case "-.inf" or "-.Inf" or "-.INF":
                value = double.NegativeInfinity;
                return true;
            default:
                return StartsLikeNumber(scalar.Text)
                    && double.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
        }
    }

    /// <summary>The integer that a plain scalar spells, of any size.</summary>
    public bool TryGetInteger(out BigInteger value)
    {
        value = default;
        if (this is not YamlScalar { IsPlain: true } scalar || scalar.Text.Length is 0 or > 100) return false;
        return scalar.Text.StartsWith("0x", StringComparison.Ordinal)
            ? BigInteger.TryParse("0" + scalar.Text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : BigInteger.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The integer that a plain scalar spells, when it fits 64 bits.</summary>
    public bool TryGetLong(out long value)
    {
        value = 0;
        return this is YamlScalar { IsPlain: true } scalar
            && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary><c>true</c> or <c>false</c>; <c>yes</c> and <c>no</c> are text.</summary>
    public bool TryGetBool(out bool value)
    {
        var text = this is YamlScalar { IsPlain: true } scalar ? scalar.Text : null;
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }

    // "Infinity" and "NaN" are words to YAML although .NET reads them as numbers.
    static bool StartsLikeNumber(string text) => text.Length > 0 && text.AsSpan().TrimStart("+-") is [>= '0' and <= '9' or '.', ..];
}

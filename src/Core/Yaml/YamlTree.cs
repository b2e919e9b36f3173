using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Nocturne.Core.Yaml;

/// <summary>Reads one YAML document into nodes: bounded depth, aliases by reference, duplicate keys refused.</summary>
public static class YamlTree
{
    /// <summary>Deepest nesting, aliases followed; real files need about 40.</summary>
    public const int DepthLimit = 500;

    /// <summary>Reads the only document of a text.</summary>
    /// <returns>The root, or null when the document is empty.</returns>
    /// <exception cref="YamlTreeException">The text is not YAML, nests too deeply, repeats a key, or contains itself.</exception>
    public static YamlNode? Parse(string text)
    {
        try
        {
            return new Builder(new Parser(new StringReader(text))).Document();
        }
        catch (YamlTreeException)
        {
            throw;
        }
        catch (YamlException error)
        {
            throw new YamlTreeException($"line {error.Start.Line}, column {error.Start.Column}: {error.Message}", error);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The parser leaves some malformed texts with exceptions of its inner workings.
            throw new YamlTreeException("the text is not YAML", error);
        }
    }

    sealed class Builder(Parser parser)
    {
        readonly Dictionary<string, YamlNode?> anchors = new(StringComparer.Ordinal);

        public YamlNode? Document()
        {
            Expect<StreamStart>();
            if (Current is StreamEnd) return null;
            Expect<DocumentStart>();
            var root = Node(1);
            Expect<DocumentEnd>();
            if (Current is not StreamEnd) throw Fault("a second document begins where the text should end");
            return root is YamlScalar { IsPlain: true, Text: "", Tag: null } ? null : root;
        }

        ParsingEvent Current
        {
            get
            {
                while (parser.Current is null or Comment)
                {
                    if (!parser.MoveNext()) throw new YamlTreeException("the text ends too early");
                }

                return parser.Current;
            }
        }

        YamlNode Node(int depth)
        {
            var current = Current;
            if (depth > DepthLimit) throw Fault($"nested more than {DepthLimit} levels deep");
            parser.MoveNext();
            switch (current)
            {
                case AnchorAlias alias:
                    if (!anchors.TryGetValue(alias.Value.Value, out var target)) throw Fault($"alias '*{alias.Value.Value}' has no anchor", current);
                    if (target is null) throw Fault($"alias '*{alias.Value.Value}' stands inside its own anchor", current);
                    if (target.Height + depth > DepthLimit) throw Fault($"nested more than {DepthLimit} levels deep", current);
                    return target;
                case Scalar scalar:
                    return Remember(scalar, new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, TagOf(scalar), LineOf(scalar)));
                case SequenceStart start:
                    Reserve(start);
                    var items = new List<YamlNode>();
                    while (Current is not SequenceEnd) items.Add(Node(depth + 1));
                    parser.MoveNext();
                    return Remember(start, new YamlSequence(items, TagOf(start), LineOf(start)));
                case MappingStart start:
                    Reserve(start);
                    var entries = new List<KeyValuePair<string, YamlNode>>();
                    var keys = new HashSet<string>(StringComparer.Ordinal);
                    while (Current is not MappingEnd)
                    {
                        var place = Current;
                        if (Node(depth + 1) is not YamlScalar key) throw Fault("a key that is a list or a mapping is not supported", place);
                        if (!keys.Add(key.Text)) throw Fault($"key '{key.Text}' occurs twice in one mapping", place);
                        entries.Add(new(key.Text, Node(depth + 1)));
                    }

                    parser.MoveNext();
                    return Remember(start, new YamlMapping(entries, TagOf(start), LineOf(start)));
                default:
                    throw Fault("a value is missing", current);
            }
        }

        // While a list or mapping is being read its anchor is known but empty, so that a node inside itself is seen.
        void Reserve(NodeEvent node)
        {
            if (!node.Anchor.IsEmpty) anchors[node.Anchor.Value] = null;
        }

        YamlNode Remember(NodeEvent node, YamlNode value)
        {
            if (!node.Anchor.IsEmpty) anchors[node.Anchor.Value] = value;
            return value;
        }

        void Expect<T>()
            where T : ParsingEvent
        {
            if (Current is not T) throw Fault("the text is not one YAML document");
            parser.MoveNext();
        }

        YamlTreeException Fault(string what, ParsingEvent? place = null) => new($"line {LineOf(place ?? Current)}: {what}");

        static string? TagOf(NodeEvent node) => node.Tag.IsEmpty ? null : node.Tag.Value;

        static int LineOf(ParsingEvent place) => (int)Math.Min(int.MaxValue, place.Start.Line);
    }
}

namespace Nocturne.Runner.Hocon;

/// <summary>A parsed HOCON text whose references are still open, so that other documents can be laid over it first.</summary>
public sealed class HoconDocument
{
    HoconDocument(HoconNode root) => Root = root;

    /// <summary>The parsed tree: an object, or a list.</summary>
    public HoconNode Root { get; }

    /// <summary>Parses a file; what it includes is looked for beside it.</summary>
    /// <exception cref="HoconException">It cannot be read or breaks the rules.</exception>
    public static HoconDocument ParseFile(string path) => new(HoconIncludes.ParseFile(path, new(path.Replace('\\', '/'), 0)));

    /// <summary>Parses a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="folder">Where included files are looked for; null if none can be.</param>
    /// <exception cref="HoconException">It breaks the rules.</exception>
    public static HoconDocument ParseText(string text, string name, string? folder = null) =>
        new(new HoconParser(text, name, HoconIncludes.ForText(folder), []).Document());

    /// <summary>Parses one setting of the command line, <c>key=value</c>.</summary>
    /// <remarks>The value is HOCON; a plain text that HOCON would want in quotes, such as a Windows path, is taken as it stands.</remarks>
    /// <exception cref="HoconException">There is no key, or a list or block is not closed.</exception>
    public static HoconDocument ParseOverride(string assignment)
    {
        var name = $"--set {assignment}";
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new HoconException(new(name, 0), "write it as --set key=value, for example --set detection.threshold=4.");
        var value = assignment[(equals + 1)..].Trim();
        try
        {
            return Parse(assignment);
        }
        catch (HoconException) when (value.Length > 0 && value.IndexOfAny(['{', '[', '"', '$']) < 0 && assignment[equals - 1] != '+')
        {
            return Parse($"{assignment[..equals]}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal)}\"");
        }

        HoconDocument Parse(string text) => new(new HoconParser(text, name, HoconIncludes.ForText(null), [], firstLine: 0).Document());
    }

    /// <summary>A document from a tree that has no references left.</summary>
    public static HoconDocument FromResolved(HoconObject root) => new(root);

    /// <summary>This document laid over another one: objects merge, other values replace.</summary>
    /// <exception cref="HoconException">One of the two is a list.</exception>
    public HoconDocument Over(HoconDocument lower) => new(HoconMerge.Combine(lower.AsObject(), AsObject()));

    /// <summary>The tree without references.</summary>
    /// <param name="environment">Where references that are not in the tree are looked up; null for the environment variables of the process.</param>
    /// <exception cref="HoconException">A reference has no value, refers to itself, or the document is a list.</exception>
    public HoconObject Resolve(Func<string, string?>? environment = null) =>
        new HoconResolver(AsObject(), environment ?? Environment.GetEnvironmentVariable).Resolve();

    HoconObject AsObject() => Root as HoconObject ?? throw new HoconException(Root.Origin, "the file is a list; settings need names.");
}

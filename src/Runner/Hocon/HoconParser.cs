namespace Nocturne.Runner.Hocon;

/// <summary>Reads the words of a HOCON text as a tree whose references are still open.</summary>
sealed class HoconParser
{
    /// <summary>Blocks and lists inside each other; deeper ones are an accident or an attack.</summary>
    const int DeepestNesting = 100;

    readonly IReadOnlyList<HoconToken> tokens;
    readonly string source;
    readonly HoconIncludes includes;
    readonly IReadOnlyList<string> scope;
    int position;
    int nesting;

    /// <summary>How many lists we are in; their elements have no path.</summary>
    int lists;

    /// <param name="text">The text.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="includes">Finds included files.</param>
    /// <param name="scope">The path at which this text is included; empty for the root.</param>
    /// <param name="firstLine">Number of the first line; 0 for a text of one line that needs no number.</param>
    public HoconParser(string text, string source, HoconIncludes includes, IReadOnlyList<string> scope, int firstLine = 1)
    {
        tokens = new HoconLexer(text, source, firstLine).Tokens();
        this.source = source;
        this.includes = includes;
        this.scope = scope;
    }

    HoconToken Current => tokens[position];

    HoconOrigin Here => new(source, Current.Line);

    /// <summary>The whole text: a list, or an object whose braces may be left out.</summary>
    /// <exception cref="HoconException">The text breaks the rules.</exception>
    public HoconNode Document()
    {
        SkipBlank();
        HoconNode root;
        if (Current.Kind == HoconTokenKind.LeftBracket) root = Array(scope);
        else if (Current.Kind == HoconTokenKind.LeftBrace) root = Block(scope);
        else
        {
            var fields = new HoconObject(Here);
            Fields(fields, scope, HoconTokenKind.End);
            return fields;
        }
        SkipBlank();
        return Current.Kind == HoconTokenKind.End ? root
            : throw Fault($"{HoconPath.Describe(Current)} stands behind the end of the {(root is HoconArray ? "list" : "block")} that is the whole file.");
    }

    HoconObject Block(IReadOnlyList<string> path)
    {
        var block = new HoconObject(Here);
        Enter();
        position++;
        Fields(block, path, HoconTokenKind.RightBrace);
        Leave();
        return block;
    }

    void Fields(HoconObject target, IReadOnlyList<string> path, HoconTokenKind closing)
    {
        var opened = Here;
        SkipBlank();
        while (Current.Kind != closing)
        {
            if (Current.Kind == HoconTokenKind.Comma) throw Fault("a comma has nothing before it.");
            if (Current.Kind == HoconTokenKind.End) throw new HoconException(opened, "the '{' is never closed: a '}' is missing.");
            if (Current.Kind == HoconTokenKind.RightBrace) throw Fault("this '}' closes nothing.");
            if (Current is { Kind: HoconTokenKind.Unquoted, Text: "include" }) Include(target, path);
            else Field(target, path);
            Separator(closing);
        }
        if (closing != HoconTokenKind.End) position++;
    }

    void Field(HoconObject target, IReadOnlyList<string> path)
    {
        var origin = Here;
        var start = position;
        while (Current.Kind is HoconTokenKind.Unquoted or HoconTokenKind.Number or HoconTokenKind.Quoted or HoconTokenKind.Gap) position++;
        if (position == start || Current.Kind is HoconTokenKind.Substitution or HoconTokenKind.OptionalSubstitution)
            throw Fault($"a key may not contain {HoconPath.Describe(Current)}.");
        var key = HoconPath.FromTokens([.. tokens.Skip(start).Take(position - start)], origin);
        var name = HoconPath.Render(key);
        IReadOnlyList<string> full = [.. path, .. key];
        if (full.Count > DeepestNesting) throw new HoconException(origin, $"'{name}' is nested deeper than {DeepestNesting} levels.");

        SkipBlank();
        var separator = Current.Kind;
        if (separator is HoconTokenKind.EqualsSign or HoconTokenKind.Colon or HoconTokenKind.PlusEquals)
        {
            position++;
            SkipBlank();
        }
        else if (separator != HoconTokenKind.LeftBrace)
        {
            throw new HoconException(origin, $"'{name}' is not followed by '=', ':' or '{{'.", name);
        }

        if (separator == HoconTokenKind.PlusEquals && lists > 0)
            throw new HoconException(origin, $"'{name} +=' stands inside a list, where a key has no path to look back to. Write the whole list instead.", name);
        if (separator == HoconTokenKind.PlusEquals) lists++;
        var value = Value(full, $"'{name}'");
        if (separator == HoconTokenKind.PlusEquals)
        {
            lists--;
            value = Appended(full, value, origin);
        }
        for (var i = key.Count - 1; i > 0; i--)
        {
            var level = new HoconObject(origin);
            level.Put(key[i], value);
            value = level;
        }
        target.Absorb(key[0], value);
    }

    /// <summary><c>a += x</c> means <c>a = ${?a} [x]</c>.</summary>
    static HoconConcatenation Appended(IReadOnlyList<string> full, HoconNode value, HoconOrigin origin) =>
        new(origin, [new HoconReference(origin, full, isOptional: true, []), new HoconArray(value.Origin, [value])]);

    /// <summary>Everything up to the end of the line, a comma or a closing bracket.</summary>
    HoconNode Value(IReadOnlyList<string> path, string owner)
    {
        var origin = Here;
        var parts = new List<HoconNode>();
        HoconScalar? gap = null;
        while (true)
        {
            HoconNode? part = Current.Kind switch
            {
                HoconTokenKind.LeftBrace => Block(path),
                HoconTokenKind.LeftBracket => Array(path),
                HoconTokenKind.Quoted => Scalar(HoconKind.Text),
                HoconTokenKind.Number => Scalar(HoconKind.Number),
                HoconTokenKind.Unquoted when Current.Text is "true" or "false" => Scalar(HoconKind.Boolean),
                HoconTokenKind.Unquoted => Scalar(Current.Text == "null" ? HoconKind.Null : HoconKind.Text),
                HoconTokenKind.Substitution or HoconTokenKind.OptionalSubstitution => Reference(),
                HoconTokenKind.Gap => HoconScalar.Gap(Here, tokens[position++].Text),
                _ => null,
            };
            if (part is null) break;
            if (part is HoconScalar { IsGap: true } space)
            {
                gap = parts.Count > 0 ? space : null;
                continue;
            }
            if (gap is not null) parts.Add(gap);
            gap = null;
            parts.Add(part);
        }
        if (Current.Kind is HoconTokenKind.EqualsSign or HoconTokenKind.Colon or HoconTokenKind.PlusEquals)
            throw Fault($"the value of {owner} contains '{Current.Text}'. Put the value in quotes.");
        if (parts.Count == 0) throw new HoconException(origin, $"{owner} has no value.", owner.Trim('\''));
        return parts.Count == 1 ? parts[0] : Joined(parts, origin, owner);
    }

    static HoconNode Joined(List<HoconNode> parts, HoconOrigin origin, string owner)
    {
        var hasText = parts.Any(part => part is HoconScalar { IsGap: false });
        var hasStructure = parts.Any(part => part is HoconObject or HoconArray);
        if (hasText && hasStructure) throw new HoconException(origin, $"the value of {owner} mixes text with a block or a list on one line.", owner.Trim('\''));
        return parts.TrueForAll(part => part is HoconScalar)
            ? new HoconScalar(origin, HoconKind.Text, string.Concat(parts.Select(part => ((HoconScalar)part).Text)))
            : new HoconConcatenation(origin, parts);
    }

    HoconScalar Scalar(HoconKind kind) => new(Here, kind, tokens[position++].Text);

    HoconReference Reference()
    {
        var token = Current;
        var origin = Here;
        position++;
        return new(origin, HoconPath.FromTokens(token.Inner!, origin), token.Kind == HoconTokenKind.OptionalSubstitution, scope);
    }

    HoconArray Array(IReadOnlyList<string> path)
    {
        var origin = Here;
        var items = new List<HoconNode>();
        Enter();
        lists++;
        position++;
        SkipBlank();
        while (Current.Kind != HoconTokenKind.RightBracket)
        {
            if (Current.Kind == HoconTokenKind.Comma) throw Fault("a comma has nothing before it.");
            if (Current.Kind == HoconTokenKind.End) throw new HoconException(origin, "the '[' is never closed: a ']' is missing.");
            items.Add(Value(path, "a list element"));
            Separator(HoconTokenKind.RightBracket);
        }
        position++;
        lists--;
        Leave();
        return new(origin, items);
    }

    /// <summary>Between two fields or elements: a newline or a comma; nothing is needed before the closing bracket.</summary>
    void Separator(HoconTokenKind closing)
    {
        var divided = SkipBlank();
        if (Current.Kind == HoconTokenKind.Comma)
        {
            divided = true;
            position++;
            SkipBlank();
        }
        if (divided || Current.Kind == closing || Current.Kind == HoconTokenKind.End) return;
        throw Fault(Current.Kind == HoconTokenKind.RightBrace && closing == HoconTokenKind.End
            ? "this '}' closes nothing."
            : $"{HoconPath.Describe(Current)} is not expected here; a new line or a comma is missing before it, or a bracket is not closed.");
    }

    /// <summary><c>include "f"</c>, <c>include file("f")</c> and either of them in <c>required(…)</c>.</summary>
    void Include(HoconObject target, IReadOnlyList<string> path)
    {
        var origin = Here;
        position++;
        var before = Words();
        if (Current.Kind != HoconTokenKind.Quoted)
            throw new HoconException(
                origin,
                "'include' must be followed by a file name in quotes, such as include \"night.conf\". Put the word in quotes if a key is meant.");
        var name = tokens[position++].Text;
        var after = before.Length == 0 ? "" : Words();
        if (before.Contains("url(", StringComparison.Ordinal) || before.Contains("classpath(", StringComparison.Ordinal))
            throw new HoconException(
                origin,
                $"include \"{name}\": url(…) and classpath(…) are not supported. Copy the file beside this one and include it by name.");
        var isRequired = before is "required(" or "required(file(";
        if ((before, after) is not (("", "") or ("file(", ")") or ("required(", ")") or ("required(file(", "))")))
            throw new HoconException(origin, $"include \"{name}\" is not understood. Write include \"f\", include file(\"f\") or include required(\"f\").");

        IReadOnlyList<string> place = [.. path];
        foreach (var included in includes.Open(name, isRequired, origin, place))
            foreach (var (key, value) in included.Fields) target.Absorb(key, value);
    }

    /// <summary>The unquoted words from here on, without the white space between them.</summary>
    string Words()
    {
        var words = "";
        while (Current.Kind is HoconTokenKind.Unquoted or HoconTokenKind.Gap or HoconTokenKind.Newline)
        {
            // Behind the file name a new line ends the statement as soon as all parentheses are closed.
            if (Current.Kind == HoconTokenKind.Newline && words.EndsWith(')')) break;
            if (Current.Kind == HoconTokenKind.Unquoted) words += Current.Text;
            position++;
        }
        return words;
    }

    /// <summary>Skips white space and newlines.</summary>
    /// <returns>Whether a newline was among them.</returns>
    bool SkipBlank()
    {
        var newline = false;
        for (; Current.Kind is HoconTokenKind.Gap or HoconTokenKind.Newline; position++) newline |= Current.Kind == HoconTokenKind.Newline;
        return newline;
    }

    void Enter()
    {
        if (++nesting > DeepestNesting) throw Fault($"blocks and lists are nested deeper than {DeepestNesting} levels.");
    }

    void Leave() => nesting--;

    HoconException Fault(string problem) => new(Here, problem);
}

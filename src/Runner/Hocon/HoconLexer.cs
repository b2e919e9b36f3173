using System.Globalization;
using System.Text;

namespace Nocturne.Runner.Hocon;

/// <summary>Cuts a HOCON text into words.</summary>
/// <param name="text">The text.</param>
/// <param name="source">What to call it in messages.</param>
/// <param name="firstLine">Number of the first line; 0 for a text of one line that needs no number.</param>
sealed class HoconLexer(string text, string source, int firstLine = 1)
{
    const string Forbidden = "$\"{}[]:=,+#`^?!@*&\\";
    const string NumberCharacters = "0123456789eE+-.";

    readonly List<HoconToken> tokens = [];
    int position;
    int line = firstLine;

    /// <summary>All words; the last is <see cref="HoconTokenKind.End"/>.</summary>
    /// <exception cref="HoconException">The text holds something that is not a word.</exception>
    public IReadOnlyList<HoconToken> Tokens()
    {
        while (position < text.Length) tokens.Add(Next());
        tokens.Add(new(HoconTokenKind.End, "", line));
        return tokens;
    }

    /// <summary>White space of HOCON: Unicode separators, the ASCII controls and the byte-order mark; the newline is a word of its own.</summary>
    static bool IsGap(char c) =>
        c is '\t' or '\v' or '\f' or '\r' or (>= '\x1c' and <= '\x1f') or '\ufeff'
        || char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    HoconToken Next()
    {
        SkipComment();
        if (position >= text.Length) return new(HoconTokenKind.Gap, "", line);
        var c = text[position];
        switch (c)
        {
            case '\n': return Mark(HoconTokenKind.Newline, line++);
            case '{': return Mark(HoconTokenKind.LeftBrace, line);
            case '}': return Mark(HoconTokenKind.RightBrace, line);
            case '[': return Mark(HoconTokenKind.LeftBracket, line);
            case ']': return Mark(HoconTokenKind.RightBracket, line);
            case ',': return Mark(HoconTokenKind.Comma, line);
            case ':': return Mark(HoconTokenKind.Colon, line);
            case '=': return Mark(HoconTokenKind.EqualsSign, line);
            case '"': return Quoted();
            case '$': return Substitution();
            case '+' when At("+="):
                position += 2;
                return new(HoconTokenKind.PlusEquals, "+=", line);
        }
        if (IsGap(c)) return Gap();
        if (char.IsAsciiDigit(c) || c == '-') return Number();
        if (Forbidden.Contains(c)) throw Fault($"'{c}' is not allowed outside quotes. Put the text in quotes.");
        return Unquoted();
    }

    HoconToken Mark(HoconTokenKind kind, int at) => new(kind, text[position++].ToString(), at);

    bool At(string word) => string.CompareOrdinal(text, position, word, 0, word.Length) == 0;

    void SkipComment()
    {
        if (!(At("#") || At("//"))) return;
        var end = text.IndexOf('\n', position);
        position = end < 0 ? text.Length : end;
    }

    HoconToken Gap()
    {
        var start = position;
        while (position < text.Length && IsGap(text[position])) position++;
        return new(HoconTokenKind.Gap, text[start..position], line);
    }

    HoconToken Unquoted()
    {
        var start = position;
        while (position < text.Length && text[position] != '\n' && !IsGap(text[position]) && !Forbidden.Contains(text[position]) && !At("//")) position++;
        return new(HoconTokenKind.Unquoted, text[start..position], line);
    }

    /// <summary>A number as far as it goes; a plus sign is legal inside a number only.</summary>
    HoconToken Number()
    {
        var start = position;
        while (position < text.Length && NumberCharacters.Contains(text[position]) && !At("+=")) position++;
        var word = text[start..position];
        if (HoconNumber.IsJsonNumber(word)) return new(HoconTokenKind.Number, word, line);
        if (word.Contains('+')) throw Fault($"'{word}' is not a number, and '+' is not allowed outside quotes. Put the text in quotes.");
        return new(HoconTokenKind.Unquoted, word, line);
    }

    HoconToken Substitution()
    {
        var start = line;
        if (!At("${")) throw Fault("'$' is not allowed outside quotes except in ${path}. Put the text in quotes.");
        position += 2;
        var kind = At("?") ? HoconTokenKind.OptionalSubstitution : HoconTokenKind.Substitution;
        if (kind == HoconTokenKind.OptionalSubstitution) position++;
        var inner = new List<HoconToken>();
        while (position < text.Length && text[position] != '}')
        {
            if (text[position] == '$') throw Fault("a substitution may not stand in another one.");
            if (text[position] == '\n') break;
            inner.Add(Next());
        }
        if (position >= text.Length || text[position] != '}')
            throw new HoconException(new(source, start), "the closing '}' of a substitution ${…} is missing.");
        position++;
        return new(kind, "${…}", start, inner);
    }

    HoconToken Quoted()
    {
        if (At("\"\"\"")) return TripleQuoted();
        var value = new StringBuilder();
        position++;
        while (true)
        {
            if (position >= text.Length || text[position] == '\n') throw Fault("the closing quote of a text is missing on this line.");
            var c = text[position++];
            if (c == '"') return new(HoconTokenKind.Quoted, value.ToString(), line);
            if (c < ' ') throw Fault($"a text in quotes may not contain the control character U+{(int)c:X4}; write it as \\u{(int)c:x4}.");
            value.Append(c == '\\' ? Escape() : c);
        }
    }

    char Escape()
    {
        var c = position < text.Length ? text[position++] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/': return c;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when position + 4 <= text.Length
                && ushort.TryParse(text.AsSpan(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                position += 4;
                return (char)code;
            default:
                throw Fault(
                    "a backslash in a text in quotes must be followed by one of \" \\ / b f n r t or by u and four hexadecimal digits; "
                    + "write \\\\ for a backslash.");
        }
    }

    /// <summary>Raw text; quotes beyond the third closing one belong to the text.</summary>
    HoconToken TripleQuoted()
    {
        var first = line;
        var start = position + 3;
        var end = text.IndexOf("\"\"\"", start, StringComparison.Ordinal);
        if (end < 0) throw Fault("the closing \"\"\" of a text is missing.");
        while (end + 3 < text.Length && text[end + 3] == '"') end++;
        var value = text[start..end];
        line += value.Count(c => c == '\n');
        position = end + 3;
        return new(HoconTokenKind.Quoted, value, first);
    }

    HoconException Fault(string problem) => new(new(source, line), problem);
}

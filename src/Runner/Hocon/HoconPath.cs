using System.Text;

namespace Nocturne.Runner.Hocon;

/// <summary>Path expressions such as <c>a.b."c.d"</c>: dots outside quotes divide.</summary>
static class HoconPath
{
    /// <summary>Longest path that is taken; each element is a nested object.</summary>
    const int MostElements = 100;

    /// <summary>The elements of a path given as text.</summary>
    /// <exception cref="HoconException">The text is not a path.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        var tokens = new HoconLexer(text, $"path '{text}'", firstLine: 0).Tokens();
        return FromTokens([.. tokens.Take(tokens.Count - 1)], new($"path '{text}'", 0));
    }

    /// <summary>The elements of a path given as words.</summary>
    /// <exception cref="HoconException">An element is empty, or something that cannot be in a path stands there.</exception>
    public static IReadOnlyList<string> FromTokens(IReadOnlyList<HoconToken> tokens, HoconOrigin origin)
    {
        var first = 0;
        var last = tokens.Count - 1;
        while (first <= last && tokens[first].Kind is HoconTokenKind.Gap) first++;
        while (last >= first && tokens[last].Kind is HoconTokenKind.Gap) last--;
        if (first > last) throw new HoconException(origin, "a key is missing here.");

        var elements = new List<string>();
        var element = new StringBuilder();
        var isQuoted = false;
        for (var i = first; i <= last; i++)
        {
            var (kind, text, _, _) = tokens[i];
            switch (kind)
            {
                case HoconTokenKind.Quoted:
                    isQuoted = true;
                    element.Append(text);
                    break;
                case HoconTokenKind.Gap:
                    element.Append(text);
                    break;
                case HoconTokenKind.Unquoted or HoconTokenKind.Number:
                    var pieces = text.Split('.');
                    element.Append(pieces[0]);
                    foreach (var piece in pieces.AsSpan(1))
                    {
                        Close();
                        element.Append(piece);
                    }
                    break;
                default:
                    throw new HoconException(origin, $"a key may not contain {Describe(tokens[i])}.");
            }
        }
        Close();
        return elements;

        void Close()
        {
            if (element.Length == 0 && !isQuoted)
                throw new HoconException(
                    origin,
                    "a key has an empty part: a dot stands at its beginning, its end or beside another dot. Put the key in quotes if that is meant.");
            if (elements.Count == MostElements) throw new HoconException(origin, $"a key has more than {MostElements} parts.");
            elements.Add(element.ToString());
            element.Clear();
            isQuoted = false;
        }
    }

    /// <summary>The path as a user would write it.</summary>
    public static string Render(IEnumerable<string> elements) => string.Join('.', elements.Select(Quote));

    /// <summary>What a word is, for messages.</summary>
    public static string Describe(HoconToken token) => token.Kind switch
    {
        HoconTokenKind.End => "the end of the file",
        HoconTokenKind.Newline => "the end of the line",
        HoconTokenKind.Substitution or HoconTokenKind.OptionalSubstitution => "a substitution ${…}",
        HoconTokenKind.Quoted => $"\"{token.Text}\"",
        _ => $"'{token.Text}'",
    };

    static string Quote(string element) =>
        element.Length > 0 && element.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? element
        : $"\"{element.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

using System.Text;

namespace Nocturne.Core.Fits;

/// <summary>Turns the 80 bytes of a header card into keyword, value and comment (FITS standard 4.0, section 4), forgiving what cameras
/// write.</summary>
sealed class CardParser
{
    public const int CardLength = 80;

    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    readonly List<FitsCard> cards = new(64);
    readonly StringBuilder text = new();
    readonly StringBuilder comments = new();
    bool isContinued;

    public static bool IsEnd(ReadOnlySpan<byte> card) => card.StartsWith("END"u8) && card[3..].IndexOfAnyExcept((byte)' ') < 0;

    /// <summary>Adds a card, or joins a CONTINUE card with the string before it.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var card = Decode(bytes);
        var keyword = card.AsSpan(0, Math.Min(8, card.Length)).TrimEnd();
        if (keyword.SequenceEqual("CONTINUE") && IsOpen && card.AsSpan(8).TrimStart() is ['\'', ..] rest)
        {
            var (_, more, comment) = ParseValue(rest);
            Continue(more, comment);
            return;
        }

        Close();
        cards.Add(Parse(card, keyword));
    }

    /// <summary>The cards so far.</summary>
    public List<FitsCard> Finish()
    {
        Close();
        return cards;
    }

    /// <summary>Whether the last card is a string that may go on.</summary>
    bool IsOpen => isContinued
        ? text.Length > 0 && text[^1] == '&'
        : cards.Count > 0 && cards[^1] is { Kind: FitsValueKind.Text } last && last.Value.EndsWith('&');

    void Continue(string more, string comment)
    {
        if (!isContinued)
        {
            text.Clear().Append(cards[^1].Value);
            comments.Clear().Append(cards[^1].Comment);
            isContinued = true;
        }

        text.Length--;
        text.Append(more);
        if (comments.Length > 0 && comment.Length > 0) comments.Append(' ');
        comments.Append(comment);
    }

    void Close()
    {
        if (!isContinued) return;
        cards[^1] = cards[^1] with { Value = text.ToString(), Comment = comments.ToString() };
        isContinued = false;
    }

    static FitsCard Parse(string text, ReadOnlySpan<char> keyword)
    {
        if (keyword.SequenceEqual("HIERARCH"))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var words = equals > 8 ? text.AsSpan(8, equals - 8).Trim() : default;
            if (!words.IsEmpty) return Valued(words.ToString(), text.AsSpan(equals + 1));
        }
        else if (text.Length > 8 && text[8] == '=' && !keyword.IsEmpty && !keyword.SequenceEqual("COMMENT") && !keyword.SequenceEqual("HISTORY"))
        {
            return Valued(keyword.ToString(), text.AsSpan(9));
        }

        return new(keyword.ToString(), FitsValueKind.Commentary, text.Length > 8 ? text.AsSpan(8).TrimEnd().ToString() : "", "");
    }

    static FitsCard Valued(string keyword, ReadOnlySpan<char> field)
    {
        var (kind, value, comment) = ParseValue(field.TrimStart());
        return new(keyword, kind, value, comment);
    }

    static (FitsValueKind Kind, string Value, string Comment) ParseValue(ReadOnlySpan<char> field)
    {
        if (field is ['\'', ..]) return ParseText(field);
        if (field is ['(', ..] && field.IndexOf(')') is > 0 and var close)
            return (FitsValueKind.Complex, field[..(close + 1)].ToString(), CommentIn(field[(close + 1)..]));
        var slash = field.IndexOf('/');
        var literal = (slash < 0 ? field : field[..slash]).Trim();
        var comment = slash < 0 ? "" : field[(slash + 1)..].Trim().ToString();
        return literal switch
        {
            [] => (FitsValueKind.Undefined, "", comment),
            ['T'] => (FitsValueKind.Logical, "T", comment),
            ['F'] => (FitsValueKind.Logical, "F", comment),
            _ => (FitsNumber.TryDouble(literal, out _) ? FitsValueKind.Number : FitsValueKind.Text, literal.ToString(), comment),
        };
    }

    /// <summary>A quoted string; two quotes in it stand for one. If the closing quote is missing, the string goes to the end of the card.</summary>
    static (FitsValueKind Kind, string Value, string Comment) ParseText(ReadOnlySpan<char> field)
    {
        var body = field[1..];
        var end = 0;
        var doubled = false;
        while (end < body.Length)
        {
            if (body[end] == '\'')
            {
                if (end + 1 >= body.Length || body[end + 1] != '\'') break;
                doubled = true;
                end++;
            }

            end++;
        }

        var value = body[..end].TrimEnd(' ').ToString();
        if (doubled) value = value.Replace("''", "'", StringComparison.Ordinal);
        return (FitsValueKind.Text, value, end < body.Length ? CommentIn(body[(end + 1)..]) : "");
    }

    static string CommentIn(ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        return slash < 0 ? "" : rest[(slash + 1)..].Trim().ToString();
    }

    /// <summary>The standard allows ASCII only; UTF-8 is taken where it is valid, everything else as Latin-1. Other control characters
    /// become blanks.</summary>
    static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAnyExceptInRange((byte)32, (byte)126) < 0) return Encoding.ASCII.GetString(bytes);
        string text;
        try
        {
            text = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            text = Encoding.Latin1.GetString(bytes);
        }

        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
    }
}

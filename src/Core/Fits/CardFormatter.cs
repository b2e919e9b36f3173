using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nocturne.Core.Fits;

/// <summary>Turns header cards into the 80-character records of a file (FITS standard 4.0, section 4).</summary>
static class CardFormatter
{
    /// <summary>Characters of text that a COMMENT or HISTORY card takes.</summary>
    public const int CommentaryLength = 72;

    const int CardLength = CardParser.CardLength;
    const int StandardStart = 10;
    const int LongestKeyword = 44;

    static readonly SearchValues<char> KeywordCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <exception cref="ArgumentException">The keyword cannot stand in a header.</exception>
    public static void CheckKeyword(string keyword)
    {
        var legal = keyword.Length is > 0 and <= LongestKeyword && keyword.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
            && !keyword.Contains('=', StringComparison.Ordinal) && keyword is not ("END" or "CONTINUE" or "HIERARCH" or "COMMENT" or "HISTORY");
        if (!legal)
        {
            throw new ArgumentException(
                $"'{keyword}' cannot be a header keyword: up to {LongestKeyword} ASCII characters without '=', and not one of the reserved words.", nameof(keyword));
        }
    }

    /// <summary>The shortest text that reads back as the same number and is a floating-point number in FITS.</summary>
    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    /// <summary>Appends the records of one card, each of 80 characters.</summary>
    public static void Append(StringBuilder records, FitsCard card)
    {
        if (card.Kind == FitsValueKind.Commentary)
        {
            var start = IsStandard(card.Keyword) ? card.Keyword.ToUpperInvariant().PadRight(8) : $"COMMENT {card.Keyword} ";
            AppendRecord(records, start + card.Value);
            return;
        }

        var opening = Start(card);
        if (card.Kind == FitsValueKind.Text)
            AppendText(records, opening, Ascii(card.Value), card.Comment);
        else
            AppendRecord(records, WithComment(opening + card.Value.PadLeft(opening.Length == StandardStart ? 20 : 0), card.Comment));
    }

    /// <summary>Whether a string is so long that it goes on over CONTINUE cards.</summary>
    public static bool IsContinued(FitsCard card) =>
        card.Kind == FitsValueKind.Text && Start(card).Length + QuotedLength(card.Value, 0, card.Value.Length) + 2 > CardLength;

    static string Start(FitsCard card)
    {
        if (IsStandard(card.Keyword)) return $"{card.Keyword.ToUpperInvariant(),-8}= ";
        var start = $"HIERARCH {card.Keyword} = ";
        var shortest = card.Kind == FitsValueKind.Text ? Math.Min(card.Value.Length, 4) + 2 : card.Value.Length;
        if (start.Length + shortest > CardLength) start = $"HIERARCH {card.Keyword}=";
        return start.Length + shortest <= CardLength ? start
            : throw new ArgumentException($"Keyword '{card.Keyword}' and its value do not fit into a header card.", nameof(card));
    }

    static void AppendText(StringBuilder records, string start, string value, string comment)
    {
        var quoted = value.Replace("'", "''", StringComparison.Ordinal);
        if (start.Length + quoted.Length + 2 <= CardLength)
        {
            AppendRecord(records, WithComment($"{start}'{(start.Length == StandardStart ? quoted.PadRight(8) : quoted)}'", comment));
            return;
        }

        var at = 0;
        while (true)
        {
            var room = CardLength - start.Length - 2;
            if (value.Length - at <= room && QuotedLength(value, at, value.Length - at) <= room)
            {
                AppendRecord(records, WithComment($"{start}'{Quoted(value, at, value.Length - at)}'", comment));
                return;
            }

            var take = Math.Min(value.Length - at, room - 1);
            while (QuotedLength(value, at, take) > room - 1) take--;
            AppendRecord(records, $"{start}'{Quoted(value, at, take)}&'");
            at += take;
            start = "CONTINUE  ";
        }
    }

    static int QuotedLength(string value, int start, int length) => length + value.AsSpan(start, length).Count('\'');

    static string Quoted(string value, int start, int length) => value.Substring(start, length).Replace("'", "''", StringComparison.Ordinal);

    static string WithComment(string text, string comment) =>
        comment.Length == 0 || text.Length + 4 > CardLength ? text : $"{text.PadRight(Math.Min(30, CardLength))} / {Ascii(comment)}";

    static void AppendRecord(StringBuilder records, string text)
    {
        var clean = Ascii(text);
        records.Append(clean, 0, Math.Min(clean.Length, CardLength));
        if (clean.Length < CardLength) records.Append(' ', CardLength - clean.Length);
    }

    static bool IsStandard(string keyword) =>
        keyword.Length <= 8 && !keyword.AsSpan().ContainsAnyExcept(KeywordCharacters);

    /// <summary>FITS text is ASCII: anything else becomes a question mark, a line break or tab a blank.</summary>
    static string Ascii(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0) return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = source[i] is >= ' ' and <= '~' ? source[i] : char.IsControl(source[i]) ? ' ' : '?';
        });
    }
}

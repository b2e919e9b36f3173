using System.Globalization;

namespace Nocturne.Core.Fits;

/// <remarks>Building: <c>Set</c> replaces the value of a keyword where it stands, or appends a card. A keyword longer than eight
/// characters, or of several words, is written as a HIERARCH card.</remarks>
public sealed partial class FitsHeader
{
    /// <summary>Sets a string; one longer than a card is written over CONTINUE cards. Null sets an undefined value.</summary>
    /// <exception cref="ArgumentException">The keyword cannot stand in a header.</exception>
    public FitsHeader Set(string key, string? value, string? comment = null) =>
        value is null ? Put(key, FitsValueKind.Undefined, "", comment) : Put(key, FitsValueKind.Text, value.TrimEnd(' '), comment);

    /// <summary>Sets a number, written so that it reads back the same; NaN and infinities, which FITS headers cannot hold, set an
    /// undefined value.</summary>
    /// <exception cref="ArgumentException">The keyword cannot stand in a header.</exception>
    public FitsHeader Set(string key, double value, string? comment = null) =>
        double.IsFinite(value)
            ? Put(key, FitsValueKind.Number, CardFormatter.Number(value), comment)
            : Put(key, FitsValueKind.Undefined, "", comment);

    /// <inheritdoc cref="Set(string, double, string?)"/>
    public FitsHeader Set(string key, long value, string? comment = null) =>
        Put(key, FitsValueKind.Number, value.ToString(CultureInfo.InvariantCulture), comment);

    /// <inheritdoc cref="Set(string, double, string?)"/>
    public FitsHeader Set(string key, int value, string? comment = null) => Set(key, (long)value, comment);

    /// <summary>Sets T or F.</summary>
    /// <exception cref="ArgumentException">The keyword cannot stand in a header.</exception>
    public FitsHeader Set(string key, bool value, string? comment = null) => Put(key, FitsValueKind.Logical, value ? "T" : "F", comment);

    /// <summary>Appends a COMMENT; a long one takes several cards.</summary>
    public FitsHeader AddComment(string text) => AddCommentary("COMMENT", text);

    /// <summary>Appends a HISTORY entry; a long one takes several cards.</summary>
    public FitsHeader AddHistory(string text) => AddCommentary("HISTORY", text);

    /// <summary>Appends a card as it is.</summary>
    public FitsHeader Add(FitsCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        cards.Add(card);
        index = null;
        return this;
    }

    /// <summary>Removes all cards of a keyword, if there are any.</summary>
    public FitsHeader Remove(string key)
    {
        var plain = Plain(key);
        cards.RemoveAll(card => string.Equals(card.Keyword, plain, StringComparison.OrdinalIgnoreCase));
        index = null;
        return this;
    }

    /// <summary>A copy that can be changed without changing this one.</summary>
    public FitsHeader Copy() => new([.. cards]);

    FitsHeader AddCommentary(string key, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var line in text.Split('\n'))
        {
            for (var at = 0; at == 0 || at < line.Length; at += CardFormatter.CommentaryLength)
            {
                var length = Math.Min(CardFormatter.CommentaryLength, line.Length - at);
                cards.Add(new(key, FitsValueKind.Commentary, line.Substring(at, length).TrimEnd(), ""));
            }
        }

        index = null;
        return this;
    }

    FitsHeader Put(string key, FitsValueKind kind, string value, string? comment)
    {
        ArgumentNullException.ThrowIfNull(key);
        var plain = Plain(key).Trim();
        CardFormatter.CheckKeyword(plain);
        index ??= BuildIndex();
        if (index.TryGetValue(plain, out var at) && cards[at].Kind != FitsValueKind.Commentary)
        {
            cards[at] = new(cards[at].Keyword, kind, value, comment ?? cards[at].Comment);
            return this;
        }

        cards.Add(new(plain.Length <= 8 && !plain.Contains(' ') ? plain.ToUpperInvariant() : plain, kind, value, comment ?? ""));
        index = null;
        return this;
    }
}

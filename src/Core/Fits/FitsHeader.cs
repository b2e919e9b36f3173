using System.Diagnostics.CodeAnalysis;

namespace Nocturne.Core.Fits;

/// <summary>The cards of one header, in the order of the file; also what a new file's header is built with.</summary>
/// <remarks>Keywords are looked up without regard to case; a HIERARCH keyword with or without the word HIERARCH. Where a keyword occurs
/// more than once, the first card with a value counts.</remarks>
public sealed partial class FitsHeader
{
    const string Hierarch = "HIERARCH ";

    readonly List<FitsCard> cards;
    Dictionary<string, int>? index;

    /// <summary>An empty header, to be filled with <c>Set</c>.</summary>
    public FitsHeader()
        : this([])
    {
    }

    internal FitsHeader(List<FitsCard> cards) => this.cards = cards;

    public IReadOnlyList<FitsCard> Cards => cards;

    public bool Contains(string key) => Find(key) is not null;

    /// <summary>The card of a keyword, or null.</summary>
    public FitsCard? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        index ??= BuildIndex();
        return index.TryGetValue(Plain(key), out var at) ? cards[at] : null;
    }

    /// <summary>The value as text: a string as it is (without trailing blanks), a number or a logical as written; null if absent or
    /// undefined.</summary>
    public string? GetString(string key) => Valued(key, out var card) ? card.Value : null;

    /// <summary>The value as a number; a string is parsed if it holds a number and nothing else. Null if absent or not a number.</summary>
    public double? GetDouble(string key) => Valued(key, out var card) && FitsNumber.TryDouble(card.Value, out var value) ? value : null;

    /// <summary>The value as a whole number, also when written as 2048.0 or in a string. Null if absent or not a whole number.</summary>
    public long? GetLong(string key) => Valued(key, out var card) && FitsNumber.TryLong(card.Value, out var value) ? value : null;

    /// <summary>The value as true or false (T or F, also as a string); null if absent or something else.</summary>
    public bool? GetBool(string key) => GetString(key) switch
    {
        "T" or "t" => true,
        "F" or "f" => false,
        _ => null,
    };

    /// <summary>The texts of all cards of a commentary keyword (COMMENT, HISTORY), in their order.</summary>
    public IEnumerable<string> GetCommentary(string key) =>
        from card in cards
        where card.Kind == FitsValueKind.Commentary && string.Equals(card.Keyword, key, StringComparison.OrdinalIgnoreCase)
        select card.Value;

    bool Valued(string key, [NotNullWhen(true)] out FitsCard? card)
    {
        card = Find(key);
        return card is not null && card.Kind is not (FitsValueKind.Undefined or FitsValueKind.Commentary);
    }

    static string Plain(string key) => key.StartsWith(Hierarch, StringComparison.OrdinalIgnoreCase) ? key[Hierarch.Length..].Trim() : key;

    Dictionary<string, int> BuildIndex()
    {
        var built = new Dictionary<string, int>(cards.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < cards.Count; i++)
        {
            if (built.TryAdd(cards[i].Keyword, i)) continue;
            var earlier = built[cards[i].Keyword];
            if (cards[earlier].Kind == FitsValueKind.Commentary && cards[i].Kind != FitsValueKind.Commentary) built[cards[i].Keyword] = i;
        }

        return built;
    }
}

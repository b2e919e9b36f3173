using System.Globalization;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Reduction;

/// <summary>What the label of a photometer says: <c>[forced_|linked_] kind [_r size] [_annulus]</c>.</summary>
/// <param name="Placing">Where sources are looked for.</param>
/// <param name="Kind">How they are measured, such as <c>aperture</c>.</param>
/// <param name="Size">Size of an aperture; null for the one of the settings.</param>
/// <param name="Annulus">Whether the sky is a local one.</param>
sealed record PhotometerLabel(Placing Placing, string Kind, double? Size, bool Annulus)
{
    const string Forced = "forced_";
    const string Linked = "linked_";
    const string Local = "_annulus";
    const string Radius = "_r";

    /// <summary>Takes a label apart.</summary>
    public static PhotometerLabel Parse(string label)
    {
        var (placing, kind) = label.StartsWith(Forced, StringComparison.Ordinal) ? (Placing.Forced, label[Forced.Length..])
            : label.StartsWith(Linked, StringComparison.Ordinal) ? (Placing.Linked, label[Linked.Length..])
            : (Placing.Matched, label);
        var annulus = kind.EndsWith(Local, StringComparison.Ordinal);
        if (annulus) kind = kind[..^Local.Length];
        var at = kind.LastIndexOf(Radius, StringComparison.Ordinal);
        return at > 0 && double.TryParse(kind.AsSpan(at + Radius.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size)
            ? new(placing, kind[..at], size, annulus)
            : new(placing, kind, null, annulus);
    }

    /// <summary>The label.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Placing == Placing.Forced ? Forced : Placing == Placing.Linked ? Linked : "")}{Kind}{(Size is { } size ? $"{Radius}{size}" : "")}{(Annulus ? Local : "")}");
}

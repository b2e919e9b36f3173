using System.Globalization;
using Nocturne.Core.Alignment;

namespace Nocturne.Core.Catalogs;

/// <summary>Gives the stars of all bands one numbering: star 3 is the same star in every band that has it.</summary>
/// <remarks>
/// Bands are numbered one after the other. The pattern of a band's stars is looked for among the stars of those before it, at any scale, turn and parity;
/// stars that are found inherit their numbers, the others go on after the highest number in use. Where nothing is proven, no number is shared.
/// </remarks>
public static class SourceNumbering
{
    /// <summary>Numbers the catalogue of the next band.</summary>
    /// <param name="earlier">Catalogues of the bands before it, numbered, in their order.</param>
    /// <param name="next">The catalogue to number; the numbers that it has are not looked at.</param>
    /// <param name="options">What counts as the same field.</param>
    /// <param name="hint">Turn and scale from the first band's reference to this one's, where headers or an earlier night tell; only tried first.</param>
    public static NumberedCatalogue Number(IReadOnlyList<SourceCatalogue> earlier, SourceCatalogue next, NumberingOptions options, PlaneTransform? hint = null)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(options);
        var stars = next.Sources.Select(CatalogueGeometry.StarOf).ToArray();
        string? refusal = null;
        foreach (var field in Fields(earlier))
        {
            var known = field.Select(CatalogueGeometry.StarOf).ToArray();
            var match = PatternAlignment.Align(known, stars, next.Width, next.Height, options.Alignment, hint);
            if (match.Transform is not null) return Numbered(earlier, next, Inherited(match.Matches, field, known, stars), refusal: null);
            refusal ??= Refusal(match.Failure, field.Count, stars.Length);
        }
        return Numbered(earlier, next, [], refusal);
    }

    /// <summary>The fields that earlier bands show, each as one list of stars in the pixels of its first band. Bands that share no numbers are different fields.</summary>
    static List<List<CatalogueSource>> Fields(IReadOnlyList<SourceCatalogue> earlier)
    {
        var fields = new List<List<CatalogueSource>>();
        foreach (var catalogue in earlier)
        {
            if (!fields.Exists(field => TryJoin(field, catalogue))) fields.Add([.. catalogue.Sources]);
        }
        return fields;
    }

    /// <summary>Adds the stars of a catalogue to the field that it shares numbers with, brought to the field's pixels and scale of light.</summary>
    static bool TryJoin(List<CatalogueSource> field, SourceCatalogue catalogue)
    {
        if (CatalogueGeometry.Fit(catalogue.Sources, field) is not { } map) return false;
        var known = field.ToDictionary(source => source.Number, source => source.Flux);
        var light = catalogue.Sources.Where(source => known.ContainsKey(source.Number)).Select(source => known[source.Number] / source.Flux).Order().ToArray();
        foreach (var source in catalogue.Sources.Where(source => !known.ContainsKey(source.Number)))
        {
            var (x, y) = map.Apply(source.X, source.Y);
            field.Add(source with { X = x, Y = y, Flux = source.Flux * light[light.Length / 2] });
        }
        return true;
    }

    static Dictionary<int, int> Inherited(IReadOnlyList<StarPair> matches, List<CatalogueSource> field, Star[] known, Star[] stars) =>
        matches.ToDictionary(pair => Array.IndexOf(stars, pair.Frame), pair => field[Array.IndexOf(known, pair.Reference)].Number);

    /// <param name="earlier">Catalogues whose numbers are taken.</param>
    /// <param name="next">The catalogue.</param>
    /// <param name="inherited">Number by index of the source.</param>
    /// <param name="refusal">Why nothing is inherited.</param>
    static NumberedCatalogue Numbered(IReadOnlyList<SourceCatalogue> earlier, SourceCatalogue next, Dictionary<int, int> inherited, string? refusal)
    {
        var highest = earlier.SelectMany(catalogue => catalogue.Sources).Select(source => source.Number).DefaultIfEmpty().Max();
        var byLight = Enumerable.Range(0, next.Sources.Count).OrderByDescending(i => next.Sources[i].Flux).ThenBy(i => next.Sources[i].X).ThenBy(i => next.Sources[i].Y);
        var numbered = byLight.Select(i => next.Sources[i] with { Number = inherited.TryGetValue(i, out var number) ? number : ++highest });
        return new(next with { Sources = [.. numbered] }, inherited.Count, refusal);
    }

    static string Refusal(AlignmentFailure failure, int known, int own) => failure switch
    {
        AlignmentFailure.TooFewStars => string.Create(CultureInfo.InvariantCulture, $"{own} stars against {known} of the other bands are too few to tell which is which"),
        AlignmentFailure.Ambiguous => string.Create(CultureInfo.InvariantCulture, $"its {own} stars fit the {known} of the other bands in two ways"),
        _ => string.Create(CultureInfo.InvariantCulture, $"the pattern of its {own} stars is not found for certain among the {known} of the other bands"),
    };
}

using System.Globalization;
using Nocturne.Core.Alignment;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.Catalogs;

/// <summary>Gives the stars of all bands one numbering: star 3 is the same star in every band that has it.</summary>
/// <remarks>
/// Bands are numbered one after the other. The pattern of a band's stars is looked for among the stars of those before it, at any scale, turn and parity;
/// stars that are found inherit their numbers, the others go on after the highest number in use. Where nothing is proven, no number is shared.
/// Where the pixel scales of the cameras are known, their ratio is tried first, which needs fewer stars; headers may be wrong, so that any ratio is tried after that.
/// </remarks>
public static class SourceNumbering
{
    /// <summary>Stars of a match lie off by no more than so many times as much as usual,</summary>
    const double UsualDistances = 5;

    /// <summary>and so far they may always lie off [pixels].</summary>
    const double LeastDistance = 0.75;

    /// <summary>Numbers the catalogue of the next band.</summary>
    /// <param name="earlier">Catalogues of the bands before it, numbered, in their order.</param>
    /// <param name="next">The catalogue to number; the numbers that it has are not looked at.</param>
    /// <param name="options">What counts as the same field.</param>
    public static NumberedCatalogue Number(IReadOnlyList<SourceCatalogue> earlier, SourceCatalogue next, NumberingOptions options)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(options);
        var stars = next.Sources.Select(CatalogueGeometry.StarOf).ToArray();
        string? refusal = null;
        foreach (var field in Fields(earlier))
        {
            var known = field.Stars.Select(CatalogueGeometry.StarOf).ToArray();
            var match = Match(known, stars, next, field.PixelScale / next.PixelScale, options);
            if (match.Transform is not null) return Numbered(earlier, next, Inherited(match, field.Stars, known, stars), refusal: null);
            refusal ??= Refusal(match.Failure, field.Stars.Count, stars.Length);
        }
        return Numbered(earlier, next, [], refusal);
    }

    static AlignmentResult Match(Star[] known, Star[] stars, SourceCatalogue next, double? ratio, NumberingOptions options)
    {
        if (ratio is { } scale)
        {
            // Cameras behind one telescope are mounted straight, or see each other in a mirror.
            var straight = new PlaneTransform(scale, 0, 0, 0, scale, 0);
            foreach (var hint in new[] { straight, straight with { Xx = -scale } })
            {
                var match = PatternAlignment.Align(known, stars, next.Width, next.Height, options.Known(scale), hint);
                if (match.Transform is not null) return match;
            }
        }
        return PatternAlignment.Align(known, stars, next.Width, next.Height, options.Alignment);
    }

    /// <summary>The stars of bands that share numbers, in the pixels of the first of them.</summary>
    sealed record Field(List<CatalogueSource> Stars, double? PixelScale);

    /// <summary>The fields that earlier bands show. Bands that share no numbers are different fields.</summary>
    static List<Field> Fields(IReadOnlyList<SourceCatalogue> earlier)
    {
        var fields = new List<Field>();
        foreach (var catalogue in earlier)
        {
            if (!fields.Exists(field => TryJoin(field.Stars, catalogue))) fields.Add(new([.. catalogue.Sources], catalogue.PixelScale));
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

    /// <summary>Numbers by index of the star. A star that lies off much farther than the others of the match is a neighbour that only this camera sees.</summary>
    static Dictionary<int, int> Inherited(AlignmentResult match, List<CatalogueSource> field, Star[] known, Star[] stars)
    {
        var distances = match.Matches.Select(pair => Distance(pair, match.Transform!.Value)).ToArray();
        var limit = Math.Max(LeastDistance, UsualDistances * SigmaClip.Median((double[])distances.Clone()));
        return match.Matches.Where((_, i) => distances[i] <= limit).ToDictionary(pair => Array.IndexOf(stars, pair.Frame), pair => field[Array.IndexOf(known, pair.Reference)].Number);
    }

    static double Distance(StarPair pair, PlaneTransform map)
    {
        var (x, y) = map.Apply(pair.Reference.X, pair.Reference.Y);
        return double.Hypot(pair.Frame.X - x, pair.Frame.Y - y);
    }

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

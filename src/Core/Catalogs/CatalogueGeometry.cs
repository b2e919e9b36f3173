using Nocturne.Core.Alignment;

namespace Nocturne.Core.Catalogs;

/// <summary>How the reference frames of two bands lie on each other, from the stars whose numbers they share.</summary>
public static class CatalogueGeometry
{
    /// <summary>Fewest shared stars that fix turn, scale, shift and parity.</summary>
    const int Fewest = 3;

    /// <summary>Map from the reference pixels of one band to those of another; null when they share too few stars.</summary>
    /// <param name="from">Catalogue of the one band.</param>
    /// <param name="to">Catalogue of the other, in the same numbering.</param>
    public static PlaneTransform? Between(SourceCatalogue from, SourceCatalogue to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Fit(from.Sources, to.Sources);
    }

    internal static PlaneTransform? Fit(IReadOnlyCollection<CatalogueSource> from, IReadOnlyCollection<CatalogueSource> to)
    {
        var numbers = to.ToDictionary(source => source.Number);
        StarPair[] pairs = [.. from.Where(source => numbers.ContainsKey(source.Number)).Select(source => new StarPair(StarOf(source), StarOf(numbers[source.Number])))];
        if (pairs.Length < Fewest) return null;
        var upright = SimilarityFit.Fit(pairs, AlignmentMode.Similarity);
        var mirrored = SimilarityFit.Fit(pairs, AlignmentMode.Similarity, mirror: true);
        return SimilarityFit.Residual(pairs, upright) <= SimilarityFit.Residual(pairs, mirrored) ? upright : mirrored;
    }

    internal static Star StarOf(CatalogueSource source) => new(source.X, source.Y, source.Flux);
}

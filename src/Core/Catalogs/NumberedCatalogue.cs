namespace Nocturne.Core.Catalogs;

/// <summary>A band's catalogue in the numbering of the night.</summary>
/// <param name="Catalogue">The catalogue with its final numbers.</param>
/// <param name="Shared">Stars that had a number from another band.</param>
/// <param name="Refusal">Why its stars could not be told among those of the other bands, as the end of a sentence; null when they could, or when it is the first.</param>
public sealed record NumberedCatalogue(SourceCatalogue Catalogue, int Shared, string? Refusal);

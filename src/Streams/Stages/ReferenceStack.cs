using Nocturne.Core.Catalogs;
using Nocturne.Core.Imaging;

namespace Nocturne.Streams.Stages;

/// <summary>A band's reference: the mean of its good frames and the catalogue made from it.</summary>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="Stack">The mean image; NaN where it says nothing.</param>
public sealed record ReferenceStack(SourceCatalogue Catalogue, Image Stack);

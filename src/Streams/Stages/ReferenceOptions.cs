using Nocturne.Core.Alignment;
using Nocturne.Core.Catalogs;

namespace Nocturne.Streams.Stages;

/// <summary>How a band finds its reference frame, stack and catalogue.</summary>
public sealed record ReferenceOptions
{
    /// <summary>Good frames that go into the stack, spread over the night.</summary>
    public int Frames { get; init; } = 20;

    public AlignmentOptions Alignment { get; init; } = new();

    /// <summary>How stars are found in the single frames.</summary>
    public TrackingOptions Finding { get; init; } = new();

    public CatalogueOptions Catalogue { get; init; } = new();
}

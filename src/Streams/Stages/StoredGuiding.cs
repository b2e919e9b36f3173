using Nocturne.Core.Alignment;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Stages;

/// <summary>What the other cameras of a night that is in the store know of where the frames of a band lie.</summary>
/// <remarks>Only frames that their own stars have placed count, so the answer depends on the night alone, not on who was asked before.</remarks>
public sealed class StoredGuiding : INeighbourGuiding
{
    readonly List<NeighbourCamera> neighbours;
    readonly double largestGap;
    readonly int width, height;

    StoredGuiding(List<NeighbourCamera> neighbours, double largestGap, int width, int height) =>
        (this.neighbours, this.largestGap, this.width, this.height) = (neighbours, largestGap, width, height);

    /// <summary>The guiding for a band; null when no other camera can tell anything.</summary>
    public static StoredGuiding? For(NightReader night, BandKey band)
    {
        ArgumentNullException.ThrowIfNull(night);
        ArgumentNullException.ThrowIfNull(band);
        if (night.LoadCatalogue(band) is not { } catalogue) return null;
        var own = Placements(night, band);
        if (own.Length < Neighbourhood.FewestTogether) return null;
        var neighbours = new List<NeighbourCamera>();
        foreach (var other in night.Bands.Where(other => other.Camera != band.Camera))
        {
            if (night.LoadCatalogue(other) is not { } theirs || CatalogueGeometry.Between(theirs, catalogue) is not { } map) continue;
            if (Neighbourhood.Learn(own, Placements(night, other), map, catalogue.Width, catalogue.Height) is { } neighbour) neighbours.Add(neighbour);
        }
        return neighbours.Count == 0 ? null : new(neighbours, neighbours.Max(neighbour => Neighbourhood.LargestGap(neighbour.Placements)), catalogue.Width, catalogue.Height);
    }

    /// <inheritdoc/>
    public PlaneTransform? Predict(FrameRecord frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame.MidUtc is { } time ? SharedGuiding.Predict(neighbours, time, width, height, largestGap) : null;
    }

    static TimedPlacement[] Placements(NightReader night, BandKey band) =>
    [
        .. night.Frames(band)
            .Where(frame => frame is { State: FrameState.Measured, MidUtc: not null, Transform: not null, Placement: PlacementKind.Tracked or PlacementKind.Recognised })
            .Select(frame => new TimedPlacement(frame.MidUtc!.Value, frame.Transform!.Value))
            .OrderBy(placement => placement.Time),
    ];
}

using Nocturne.Streams;
using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>What the actors of a night are to do.</summary>
/// <param name="Band">The plan of a band.</param>
/// <param name="Pool">Where pixels live.</param>
public sealed record NightPlan(Func<BandKey, BandPlan> Band, FramePool Pool)
{
    /// <summary>While the night runs: good frames after which a band makes its first catalogue. Null when the whole night is there from the beginning.</summary>
    public int? FirstCatalogue { get; init; }

    /// <summary>While the night runs: after so long a frame that could not be read, because its disk was away, is tried again.</summary>
    public TimeSpan ReadAgainAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>While the night runs: so many frames of a size or binning that cannot share the reference of their band become a band of their own; <see cref="int.MaxValue"/> for never.</summary>
    public int SplitShapesFrom { get; init; } = BandShapes.Enough;

    /// <summary>Whether frames still arrive: then what the disk refuses is tried again until it gives in.</summary>
    public bool IsLive => FirstCatalogue is not null;
}

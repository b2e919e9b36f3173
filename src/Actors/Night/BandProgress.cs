using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>Published when frames of a band have become durable.</summary>
/// <param name="Band">Camera and filter.</param>
/// <param name="Done">Frames done, those of earlier runs included.</param>
/// <param name="Total">Frames of the band.</param>
public sealed record BandProgress(BandKey Band, int Done, int Total);

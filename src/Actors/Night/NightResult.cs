namespace Nocturne.Actors.Night;

/// <summary>How a night ended.</summary>
/// <param name="Bands">The bands, in order.</param>
/// <param name="Interrupted">Whether it was stopped before its last frame.</param>
/// <param name="StoreFailure">Why the store could not be written; null when it could.</param>
public sealed record NightResult(IReadOnlyList<BandSummary> Bands, bool Interrupted, Exception? StoreFailure);

namespace Nocturne.Runner.Forced;

/// <summary>How a run ended.</summary>
/// <param name="Images">What became of the images, in the order in which they were given.</param>
/// <param name="Interrupted">Whether it was stopped before the last one.</param>
/// <param name="Products">Paths of what was made, the most telling first.</param>
sealed record ForcedResult(IReadOnlyList<ImageSummary> Images, bool Interrupted, IReadOnlyList<string> Products);

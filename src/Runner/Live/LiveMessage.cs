namespace Nocturne.Runner.Live;

/// <summary>What a viewer is told: JSON.</summary>
/// <param name="Version">Number of the last change that is in it.</param>
/// <param name="Json">The text, UTF-8, in one line.</param>
sealed record LiveMessage(long Version, ReadOnlyMemory<byte> Json);

using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>The sky round one source.</summary>
/// <param name="Level">Counts per pixel at the source [ADU]; NaN when there was no pixel to look at.</param>
/// <param name="Scatter">Standard deviation of one pixel about the level [ADU]: what opticam calls the error of the background.</param>
/// <param name="LevelError">Standard deviation of the level itself [ADU].</param>
/// <param name="Pixels">Pixels that were kept.</param>
/// <param name="Flags"><see cref="QualityFlag.NoPositionOrBackground"/> when there is no level.</param>
public readonly record struct LocalBackground(double Level, double Scatter, double LevelError, int Pixels, QualityFlag Flags)
{
    /// <summary>No pixel to look at.</summary>
    public static LocalBackground None { get; } = new(double.NaN, double.NaN, double.NaN, 0, QualityFlag.NoPositionOrBackground);
}

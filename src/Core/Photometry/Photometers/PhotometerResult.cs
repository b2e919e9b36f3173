using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Photometers;

/// <summary>What a photometer says of one source.</summary>
/// <param name="Flux">Counts above the sky [ADU]; not a number with a flag that says why.</param>
/// <param name="FluxError">Standard deviation of the flux [ADU].</param>
/// <param name="Area">Pixels that took part.</param>
/// <param name="Flags">What is known against it.</param>
public readonly record struct PhotometerResult(double Flux, double FluxError, double Area, QualityFlag Flags)
{
    /// <summary>Position that was found while measuring [pixels]; none when it is that of the place.</summary>
    public (double X, double Y)? Position { get; init; }

    /// <summary>No flux.</summary>
    public static PhotometerResult Missing(QualityFlag why) => new(double.NaN, double.NaN, 0, why);
}

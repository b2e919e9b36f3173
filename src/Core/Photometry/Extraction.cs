using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>A flux by a profile.</summary>
/// <param name="Flux">Counts above the sky [ADU]; NaN with a flag.</param>
/// <param name="FluxError">Its standard deviation [ADU].</param>
/// <param name="ReducedChiSquare">Of the profile in the used pixels; NaN with one pixel.</param>
/// <param name="Pixels">Pixels that were used.</param>
/// <param name="ProfileSum">Share of the light in them.</param>
/// <param name="LevelResponse">Change of the flux when a level of one lies under all pixels [pixels].</param>
/// <param name="Flags">What is known against it.</param>
public readonly record struct Extraction(
    double Flux, double FluxError, double ReducedChiSquare, int Pixels, double ProfileSum, double LevelResponse, QualityFlag Flags)
{
    /// <summary>No flux.</summary>
    public static Extraction Failed(QualityFlag why) => new(
        double.NaN, double.NaN, double.NaN, 0, double.NaN, double.NaN, why | QualityFlag.OptimalFailed);
}

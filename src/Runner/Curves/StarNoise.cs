namespace Nocturne.Runner.Curves;

/// <summary>How much a star of a band scatters, and what its errors say.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Flux">Median flux [ADU].</param>
/// <param name="Rms">Relative scatter against the ensemble; NaN without one.</param>
/// <param name="Error">Relative error, that of the ensemble included.</param>
/// <param name="OwnError">Relative error of the star alone.</param>
/// <param name="Area">Pixels of the aperture.</param>
/// <param name="Points">Points.</param>
sealed record StarNoise(int Number, double Flux, double Rms, double Error, double OwnError, double Area, int Points)
{
    /// <summary>The star's own scatter: without what the ensemble adds.</summary>
    public double OwnRms => Math.Sqrt(Math.Max(0, (Rms * Rms) - (Error * Error) + (OwnError * OwnError)));
}

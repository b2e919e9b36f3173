namespace Nocturne.Core.LightCurves;

/// <summary>One star of the scatter-against-flux test.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Flux">Median flux.</param>
/// <param name="Rms">Relative scatter of its light curve.</param>
/// <param name="Expected">Relative scatter of a constant star of that flux.</param>
/// <param name="IsVariable">Whether it scatters more, beyond doubt.</param>
public sealed record RmsFluxStar(int Number, double Flux, double Rms, double Expected, bool IsVariable)
{
    /// <summary>Scatter over what is expected.</summary>
    public double Excess => Rms / Expected;
}

using Nocturne.Core.Quality;

namespace Nocturne.Core.LightCurves;

/// <summary>The fluxes of one star on the time axis of a band: element i belongs to frame i, for all stars of the band alike.</summary>
/// <param name="Number">Number of the star in the band's catalogue.</param>
/// <param name="Flux">Counts [ADU]; NaN where the frame has no measurement.</param>
/// <param name="Error">Standard deviations of the fluxes [ADU].</param>
/// <param name="Flags">What is known against each measurement.</param>
public sealed record StarSeries(int Number, double[] Flux, double[] Error, QualityFlag[] Flags)
{
    /// <summary>Flags after which a flux does not stand for the star's light. Being split from a neighbour, or made up for a masked pixel, is not among them.</summary>
    public const QualityFlag Spoiling = QualityFlag.CutByEdge | QualityFlag.AllMasked | QualityFlag.NoPositionOrBackground | QualityFlag.OptimalFailed
        | QualityFlag.PoorFit | QualityFlag.NoUsablePixels | QualityFlag.NegativeFluxClamped | QualityFlag.Saturated | QualityFlag.OutsideImage | QualityFlag.NotDetected;

    /// <summary>A sentence on the neighbour whose light is in the aperture; null when there is none.</summary>
    public string? Blend { get; init; }

    /// <summary>Number of frames.</summary>
    public int Length => Flux.Length;

    /// <summary>Whether the flux of a frame may be compared with.</summary>
    public bool IsUsable(int frame) => Flux[frame] > 0 && Error[frame] > 0 && double.IsFinite(Flux[frame]) && double.IsFinite(Error[frame]) && (Flags[frame] & Spoiling) == 0;
}

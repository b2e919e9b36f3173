using Nocturne.Core.Quality;

namespace Nocturne.Core.Roman;

/// <summary>Everything that was measured of one source. What could not be is NaN, and the flags say why.</summary>
public sealed record ForcedMeasurement
{
    public required ForcedTarget Target { get; init; }

    public required ApertureValue Aperture { get; init; }

    public required AnnulusValue Sky { get; init; }

    /// <summary>Counts of the source: sum − sky median × geometric area of the aperture [unit of the image].</summary>
    public double Net { get; init; } = double.NaN;

    /// <summary>The same with the area of the pixels that were used [unit of the image].</summary>
    public double NetOfUsedArea { get; init; } = double.NaN;

    /// <summary>Standard deviation of <see cref="Net"/>: √(σ² of the sum + area² (π/2) s²/n of the sky).</summary>
    public double NetError { get; init; } = double.NaN;

    /// <summary>Flux without aperture correction [Jy]; negative values are kept.</summary>
    public double FluxUncorrected { get; init; } = double.NaN;

    /// <summary>Flux with aperture correction [Jy]; negative values are kept.</summary>
    public double Flux { get; init; } = double.NaN;

    /// <summary>Its random standard deviation [Jy].</summary>
    public double FluxError { get; init; } = double.NaN;

    /// <summary>AB magnitude; NaN where the flux is not positive.</summary>
    public double Magnitude { get; init; } = double.NaN;

    /// <summary>Its random standard deviation.</summary>
    public double MagnitudeError { get; init; } = double.NaN;

    public QualityFlag Flags { get; init; }

    /// <summary>Flux with aperture correction in units of 3631 Jy.</summary>
    public double Maggies => Flux / FluxCalibration.AbZeroJanskys;

    /// <summary>Magnitude of the catalogue minus the measured one.</summary>
    public double Offset => Target.CatalogueMagnitude - Magnitude;

    /// <summary>Net counts over their error.</summary>
    public double SignalToNoise => Net / NetError;
}

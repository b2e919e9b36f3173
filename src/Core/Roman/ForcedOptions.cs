using Nocturne.Core.Astrometry.Wcs;

namespace Nocturne.Core.Roman;

/// <summary>Settings of forced photometry. The defaults are those of the Roman aperture-photometry document, except that numbers are double.</summary>
public sealed record ForcedOptions
{
    /// <summary>Radius of the aperture [pixels].</summary>
    public double ApertureRadius { get; init; } = 3;

    /// <summary>Inner radius of the sky annulus [pixels].</summary>
    public double AnnulusInner { get; init; } = 20;

    /// <summary>Outer radius of the sky annulus [pixels].</summary>
    public double AnnulusOuter { get; init; } = 25;

    /// <summary>Limits of the clipping in the annulus in standard deviations.</summary>
    public double ClipSigma { get; init; } = 3;

    /// <summary>Most rounds of the clipping.</summary>
    public int ClipRounds { get; init; } = 5;

    /// <summary>Flag bits that keep a pixel out of the sky annulus; all by default, informational ones included.</summary>
    public uint BadBits { get; init; } = uint.MaxValue;

    /// <summary>Flag bits that mean saturation.</summary>
    public uint SaturatedBits { get; init; } = 1u << 1;

    /// <summary>Whether flagged pixels are left out of the aperture as well.</summary>
    public bool MaskAperture { get; init; }

    public NumberMode Numbers { get; init; } = NumberMode.Double;

    public InverseMethod Inverse { get; init; } = InverseMethod.Stored;

    public AcceptanceRule Acceptance { get; init; } = AcceptanceRule.RoundTrip;

    /// <summary>Whether an image without a flux calibration is refused; otherwise only counts are given.</summary>
    public bool RequireCalibration { get; init; } = true;

    /// <summary>Whether an image without errors is refused; otherwise errors come from the scatter of the sky annulus and the gain.</summary>
    public bool RequireErrors { get; init; } = true;

    /// <summary>Electrons per unit of an image without errors; infinite when not known.</summary>
    public double Gain { get; init; } = double.PositiveInfinity;

    /// <exception cref="ArgumentOutOfRangeException">A radius or limit makes no sense.</exception>
    public void Validate()
    {
        Check(ApertureRadius is > 0 and <= 1000, ApertureRadius, "The radius of the aperture must be positive and at most 1000 pixels.");
        Check(AnnulusInner > 0 && AnnulusOuter > AnnulusInner && AnnulusOuter <= 1000, AnnulusOuter, "The sky annulus must have two positive radii, the inner smaller, of at most 1000 pixels.");
        Check(Gain > 0, Gain, "The gain must be positive.");
        Check(ClipSigma > 0 && ClipRounds >= 0, ClipSigma, "The limits of the clipping must be positive.");
    }

    static void Check(bool isGood, double value, string sentence)
    {
        if (!isGood) throw new ArgumentOutOfRangeException(nameof(value), value, sentence);
    }
}

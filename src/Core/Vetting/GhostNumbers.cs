namespace Nocturne.Core.Vetting;

/// <summary>The numbers of V20 in the reference form.</summary>
public sealed record GhostNumbers
{
    /// <summary>Median out of transit less median in transit, row by row, in units of the flux; NaN where either is unknown.</summary>
    public required double[] Difference { get; init; }

    public required int Rows { get; init; }

    public required int Columns { get; init; }

    /// <summary>Mean difference in the aperture; 0 for an aperture without pixels, not a number where all of its pixels are missing.</summary>
    public required double InApertureDepth { get; init; }

    /// <summary>Mean difference in the ring; not a number where all of its pixels are missing.</summary>
    public required double OutApertureDepth { get; init; }

    /// <summary>In over out; infinite where out is nothing.</summary>
    public required double Contrast { get; init; }

    /// <summary>Near 1 for an even difference within the aperture.</summary>
    public required double Uniformity { get; init; }

    /// <summary>From 0 to 1: how much the difference looks like a star.</summary>
    public required double PrfLikeness { get; init; }

    /// <summary>From 0 to 1: how much steeper the difference is near the edge than in the middle.</summary>
    public required double EdgeGradient { get; init; }

    /// <summary>Tilt of the difference per pixel, in units of its scatter.</summary>
    public required double BackgroundTrend { get; init; }

    /// <summary>Pixels of the aperture, missing ones too.</summary>
    public required int AperturePixels { get; init; }

    /// <summary>Whether aperture and ring change in the same direction.</summary>
    public bool SignsAgree => InApertureDepth * OutApertureDepth >= 0;

    /// <summary>0.4 uniformity + 0.4 (1 − likeness) + 0.2 contrast score, clipped to 0..1.</summary>
    public double GhostScore => Math.Clamp((0.4 * Uniformity) + (0.4 * (1 - PrfLikeness)) + (0.2 * ContrastScore(Contrast)), 0, 1);

    /// <summary>0.5 edge + 0.5 (1 − exp(−2 trend)), clipped to 0..1.</summary>
    public double ScatteredLightRisk => Math.Clamp((0.5 * EdgeGradient) + (0.5 * (1 - Math.Exp(-2 * BackgroundTrend))), 0, 1);

    /// <summary>1 for a contrast up to 1 (or a negative one), 0 from 10 on, logarithmic between.</summary>
    public static double ContrastScore(double contrast) =>
        contrast <= 0 ? 1 : contrast >= 10 ? 0 : Math.Clamp(1 - Math.Log10(Math.Max(contrast, 0.1)), 0, 1);
}

using Nocturne.Core.Quality;

namespace Nocturne.Streams.Export;

/// <summary>Nocturne's flags in the bits of HiPERCAM's logs.</summary>
public static class HipercamFlags
{
    public const int NoFwhm = 1, NoSky = 2, SkyAtEdge = 4, TargetAtEdge = 8, TargetSaturated = 16, TargetNonlinear = 32, NoExtraction = 64, NoData = 128;

    /// <summary>What the bits mean, for the head of a log.</summary>
    public const string Legend = "1 NO_FWHM, 2 NO_SKY, 4 SKY_AT_EDGE, 8 TARGET_AT_EDGE, 16 TARGET_SATURATED, 32 TARGET_NONLINEAR, 64 NO_EXTRACTION, 128 NO_DATA";

    const QualityFlag NotExtracted = QualityFlag.NoUsablePixels | QualityFlag.AllMasked | QualityFlag.OptimalFailed | QualityFlag.PoorFit | QualityFlag.NotDetected | QualityFlag.OutsideImage;

    /// <summary>The bits of flags.</summary>
    public static int Of(QualityFlag flags)
    {
        var bits = 0;
        if (flags.HasFlag(QualityFlag.NoPositionOrBackground)) bits |= NoSky;
        if ((flags & (QualityFlag.CutByEdge | QualityFlag.TouchesEdge)) != 0) bits |= TargetAtEdge;
        if (flags.HasFlag(QualityFlag.Saturated)) bits |= TargetSaturated;
        if ((flags & NotExtracted) != 0) bits |= NoExtraction;
        return bits;
    }

    /// <summary>The flags that bits of a log stand for.</summary>
    public static QualityFlag ToQuality(int bits)
    {
        var flags = QualityFlag.Good;
        if ((bits & NoSky) != 0) flags |= QualityFlag.NoPositionOrBackground;
        if ((bits & TargetAtEdge) != 0) flags |= QualityFlag.CutByEdge;
        if ((bits & (TargetSaturated | TargetNonlinear)) != 0) flags |= QualityFlag.Saturated;
        if ((bits & (NoExtraction | NoData)) != 0) flags |= QualityFlag.NoUsablePixels;
        return flags;
    }
}

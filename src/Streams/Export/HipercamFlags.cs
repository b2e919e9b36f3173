using Nocturne.Core.Quality;

namespace Nocturne.Streams.Export;

/// <summary>Nocturne's flags in the bits of HiPERCAM's logs.</summary>
/// <remarks>The bits are those of the pipeline's version 1 (<c>hipercam/core.py</c>). Its programs set the first eight; the others are set afterwards, by people (<c>flagcloud</c>) and by analysis.</remarks>
public static class HipercamFlags
{
    public const int NoFwhm = 1 << 0, NoSky = 1 << 1, SkyAtEdge = 1 << 2, TargetAtEdge = 1 << 3, TargetSaturated = 1 << 4, TargetNonlinear = 1 << 5, NoExtraction = 1 << 6, NoData = 1 << 7;

    public const int Clouds = 1 << 8, Junk = 1 << 9, BadFlat = 1 << 10, BadColumn = 1 << 11, BadTime = 1 << 12, Outlier = 1 << 13;

    /// <summary>What the bits mean, for the head of a log.</summary>
    public const string Legend = "1 NO_FWHM, 2 NO_SKY, 4 SKY_AT_EDGE, 8 TARGET_AT_EDGE, 16 TARGET_SATURATED, 32 TARGET_NONLINEAR, 64 NO_EXTRACTION, 128 NO_DATA, 256 CLOUDS, 512 JUNK, 1024 BAD_FLAT, 2048 BAD_COLUMN, 4096 BAD_TIME, 8192 OUTLIER";

    const QualityFlag NotExtracted = QualityFlag.NoUsablePixels | QualityFlag.AllMasked | QualityFlag.OptimalFailed | QualityFlag.PoorFit | QualityFlag.NotDetected | QualityFlag.OutsideImage;

    /// <summary>The bits of a measurement's flags.</summary>
    /// <param name="flags">The flags.</param>
    /// <param name="isCloudy">Whether the frame was taken through cloud.</param>
    public static int Of(QualityFlag flags, bool isCloudy = false)
    {
        var bits = isCloudy ? Clouds : 0;
        if (flags.HasFlag(QualityFlag.NoPositionOrBackground)) bits |= NoSky;
        if ((flags & (QualityFlag.CutByEdge | QualityFlag.TouchesEdge)) != 0) bits |= TargetAtEdge;
        if (flags.HasFlag(QualityFlag.Saturated)) bits |= TargetSaturated;
        if ((flags & NotExtracted) != 0) bits |= NoExtraction;
        if ((flags & (QualityFlag.MaskedInAperture | QualityFlag.HasMaskedPixels)) != 0) bits |= BadColumn;
        return bits;
    }

    /// <summary>The flags that bits of a log stand for. Cloud is none of them: differential photometry takes thin cloud, and measures the thick away by its errors.</summary>
    public static QualityFlag ToQuality(int bits)
    {
        var flags = QualityFlag.Good;
        if ((bits & NoSky) != 0) flags |= QualityFlag.NoPositionOrBackground;
        if ((bits & TargetAtEdge) != 0) flags |= QualityFlag.CutByEdge;
        if ((bits & (TargetSaturated | TargetNonlinear)) != 0) flags |= QualityFlag.Saturated;
        if ((bits & (NoExtraction | NoData)) != 0) flags |= QualityFlag.NoUsablePixels;
        if ((bits & (BadFlat | BadColumn)) != 0) flags |= QualityFlag.MaskedInAperture;
        if ((bits & (Junk | Outlier)) != 0) flags |= QualityFlag.PoorFit;
        return flags;
    }
}

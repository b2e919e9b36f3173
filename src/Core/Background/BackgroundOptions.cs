namespace Nocturne.Core.Background;

/// <summary>How a background is measured.</summary>
public sealed record BackgroundOptions
{
    /// <summary>The rule.</summary>
    public BackgroundEstimator Estimator { get; init; } = BackgroundEstimator.Gradient;

    /// <summary>Width of a box [pixels]: large enough to hold mostly sky, small enough to follow it.</summary>
    public int BoxWidth { get; init; } = 64;

    /// <summary>Height of a box [pixels].</summary>
    public int BoxHeight { get; init; } = 64;

    /// <summary>Width of the median filter over the mesh [boxes], odd; one means no filter.</summary>
    public int FilterWidth { get; init; } = 3;

    /// <summary>Height of the median filter over the mesh [boxes], odd.</summary>
    public int FilterHeight { get; init; } = 3;

    /// <summary>
    /// A box keeps its value when the filter would move it by less than this [ADU]; zero filters every box. Not used by Photutils.
    /// </summary>
    public double FilterThreshold { get; init; }

    /// <summary>
    /// Photutils only: a box is left out when its pixels left after clipping are at most (1 - this/100) of a full box [percent]. A small
    /// figure
    /// drops boxes with a bright star in them (10 is usual), 90 keeps nearly all.
    /// </summary>
    public double ExcludePercentile { get; init; } = 10;

    /// <summary>Options with square boxes of a 32nd of the longer side of the frame, at least 8 pixels.</summary>
    public static BackgroundOptions ForFrame(int width, int height)
    {
        var box = Math.Max(8, Math.Max(width, height) / 32);
        return new() { BoxWidth = box, BoxHeight = box };
    }

    /// <exception cref="ArgumentException">An option has no meaning; the sentence says which and what it should be.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Estimator))
            throw new ArgumentException($"Background estimator {(int)Estimator} is not known; use Gradient, Classic or Photutils.");
        if (BoxWidth < 1 || BoxHeight < 1)
            throw new ArgumentException($"A background box of {BoxWidth} x {BoxHeight} pixels holds nothing; both sides must be at least 1 (64 is usual).");
        if (FilterWidth < 1 || FilterHeight < 1 || FilterWidth % 2 == 0 || FilterHeight % 2 == 0)
            throw new ArgumentException($"A background filter of {FilterWidth} x {FilterHeight} boxes has no middle; both sides must be odd (3 is usual, 1 is none).");
        if (!(FilterThreshold >= 0))
            throw new ArgumentException($"The background filter threshold is {FilterThreshold}; it must be zero or positive.");
        if (!(ExcludePercentile is >= 0 and <= 100))
            throw new ArgumentException($"The background exclude percentile is {ExcludePercentile}; it must lie between 0 and 100.");
    }
}

using Nocturne.Core.Alignment;

namespace Nocturne.Core.Catalogs;

/// <summary>What counts as the same field in two cameras.</summary>
public sealed record NumberingOptions
{
    /// <summary>Brightest stars of either side that take part; more than within a band, for the colours of stars change their order.</summary>
    public int Stars { get; init; } = 20;

    /// <summary>Stars farther apart than this after the map are not the same [pixels]; it covers the distortion of the cameras.</summary>
    public double Tolerance { get; init; } = 3;

    /// <summary>Largest ratio of the cameras' pixel scales, either way, where they are not known.</summary>
    public double MaximumScaleRatio { get; init; } = 3;

    /// <summary>How much the ratio of the cameras' pixel scales may differ from what headers or dialects say, as a share.</summary>
    public double ScaleTolerance { get; init; } = 0.03;

    /// <summary>Largest expected number of matches by chance.</summary>
    public double MaximumFalseAlarms { get; init; } = 1e-4;

    /// <summary>What counts as the same field when the ratio of the pixel scales is known.</summary>
    internal AlignmentOptions Known(double ratio) => Alignment with { ExpectedScale = ratio, MaximumScaleChange = ScaleTolerance };

    internal AlignmentOptions Alignment => new()
    {
        Stars = Stars,
        Tolerance = Tolerance,
        MaximumScaleChange = MaximumScaleRatio - 1,
        AllowMirror = true,
        MaximumFalseAlarms = MaximumFalseAlarms,
    };
}

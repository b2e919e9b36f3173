namespace Nocturne.Core.Instruments;

/// <summary>One way to get how much of the sky a pixel sees: a keyword, a number for each value of a keyword, or pixel size and focal length.</summary>
public sealed record PixelScaleRule
{
    /// <summary>Keyword of the scale [arcseconds per pixel], or of what <see cref="Map"/> knows.</summary>
    public string? Key { get; init; }

    /// <summary>Scale for each text of the keyword [arcseconds per pixel].</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>Keyword of the pixel's side [micrometres]; with <see cref="Focal"/>.</summary>
    public string? Side { get; init; }

    /// <summary>Keyword of the focal length [millimetres].</summary>
    public string? Focal { get; init; }

    /// <summary>Whether the numbers are those of unbinned pixels.</summary>
    public bool Unbinned { get; init; }
}

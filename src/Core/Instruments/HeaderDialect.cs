namespace Nocturne.Core.Instruments;

/// <summary>How one instrument, or one capture program, writes the facts of a frame into its header. Pure data: a new camera is a new file, not
/// new code.</summary>
/// <remarks>Every fact has rules that are tried in their order; the first that gives a usable value counts.</remarks>
public sealed record HeaderDialect
{
    /// <summary>Short name, as in the settings: "opticam".</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>Of the built-in dialects those with a higher number are tried first; the generic one has the lowest.</summary>
    public int Priority { get; init; }

    /// <summary>How the dialect is recognised: one of these must hold. Each is a set of keywords and patterns that must hold together:
    /// <c>*</c> stands for any text, an empty pattern says that the keyword must be absent, COMMENT and HISTORY match any of their cards.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Match { get; init; } = [];

    /// <summary>Texts that stand for "not known" in this dialect, besides the usual ones (empty, UNKNOWN, N/A, NaN, …). Numbers are never
    /// placeholders.</summary>
    public IReadOnlyList<string> Placeholders { get; init; } = [];

    public IReadOnlyList<TextRule> Camera { get; init; } = [];

    public IReadOnlyList<TextRule> Filter { get; init; } = [];

    public IReadOnlyList<TextRule> Kind { get; init; } = [];

    public IReadOnlyList<TextRule> Object { get; init; } = [];

    public IReadOnlyList<TimeRule> Time { get; init; } = [];

    /// <summary>Exposure time [seconds].</summary>
    public IReadOnlyList<NumberRule> Exposure { get; init; } = [];

    /// <summary>Gain [electrons per ADU].</summary>
    public IReadOnlyList<NumberRule> Gain { get; init; } = [];

    /// <summary>Read noise [electrons].</summary>
    public IReadOnlyList<NumberRule> ReadNoise { get; init; } = [];

    /// <summary>Dark current [electrons per pixel and second].</summary>
    public IReadOnlyList<NumberRule> DarkCurrent { get; init; } = [];

    /// <summary>Counts at which pixels saturate [ADU].</summary>
    public IReadOnlyList<NumberRule> Saturation { get; init; } = [];

    public IReadOnlyList<NumberRule> Airmass { get; init; } = [];

    /// <summary>How much of the sky a pixel sees.</summary>
    public IReadOnlyList<PixelScaleRule> PixelScale { get; init; } = [];

    public IReadOnlyList<BinningRule> Binning { get; init; } = [];

    /// <summary>Where on the detector the frame begins.</summary>
    public IReadOnlyList<WindowRule> Window { get; init; } = [new() { Section = "DETSEC" }, new() { Section = "CCDSEC" }];

    /// <summary>The colours of a mosaic of filters on the pixels.</summary>
    public IReadOnlyList<TextRule> Mosaic { get; init; } = [new() { Key = "BAYERPAT" }, new() { Key = "COLORTYP" }];

    /// <summary>From the start of one plane of a cube to that of the next [seconds].</summary>
    public IReadOnlyList<NumberRule> PlaneStep { get; init; } = [];

    /// <summary>Frames that were combined into one.</summary>
    public IReadOnlyList<NumberRule> Combined { get; init; } = [];

    public IReadOnlyList<PositionRule> Position { get; init; } = [];

    /// <summary>Whether numbers 0 and 0 are a position. Most programs write them when they do not know where the telescope points.</summary>
    public bool ZeroPosition { get; init; }

    public IReadOnlyList<SiteRule> Site { get; init; } = [];
}

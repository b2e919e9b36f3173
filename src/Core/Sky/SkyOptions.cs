namespace Nocturne.Core.Sky;

/// <summary>When a sky counts as clear, hazy, or gone. Each limit has a harder one for the way back, so that a state does not flicker.</summary>
public sealed record SkyOptions
{
    /// <summary>Below this share of the light of a clear sky it is cloud.</summary>
    public double CloudBelow { get; init; } = 0.3;

    /// <summary>Below this share of the light of a clear sky it is degraded.</summary>
    public double DegradedBelow { get; init; } = 0.75;

    /// <summary>Stars wider than this many times the best seeing of late are degraded.</summary>
    public double DegradedFwhm { get; init; } = 1.6;

    /// <summary>A sky brighter than this many times the darkest of late is degraded.</summary>
    public double DegradedBackground { get; init; } = 2.5;

    /// <summary>How much a value must be better than its limit on the way back, as a share.</summary>
    public double Hysteresis { get; init; } = 0.1;

    /// <summary>Frames in a row that it takes to enter a worse state.</summary>
    public int FramesToWorsen { get; init; } = 2;

    /// <summary>Frames in a row that it takes to be tracking again.</summary>
    public int FramesToRecover { get; init; } = 3;

    /// <summary>Time in which "of late" forgets: long against clouds, short against a night [s].</summary>
    public double MemorySeconds { get; init; } = 3600;
}

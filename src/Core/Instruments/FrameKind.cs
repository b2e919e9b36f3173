namespace Nocturne.Core.Instruments;

/// <summary>What a frame was taken for.</summary>
public enum FrameKind
{
    Science,
    Bias,
    Dark,
    Flat,

    /// <summary>Focus runs, pointing checks and the like.</summary>
    Other,
}

namespace Nocturne.Runner.Settings;

/// <summary>What becomes of frames of another size, binning or window than most of their band.</summary>
public enum MixedShapes
{
    /// <summary>They are rejected, with the reason.</summary>
    Refuse,

    /// <summary>They become bands of their own.</summary>
    Split,
}

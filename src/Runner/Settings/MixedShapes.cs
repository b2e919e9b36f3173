namespace Nocturne.Runner.Settings;

/// <summary>What becomes of frames of another size or binning than most of their band.</summary>
public enum MixedShapes
{
    /// <summary>Enough of them become a band of their own; a few are rejected, with the reason.</summary>
    Auto,

    /// <summary>They are rejected, with the reason.</summary>
    Refuse,

    /// <summary>They become bands of their own.</summary>
    Split,
}

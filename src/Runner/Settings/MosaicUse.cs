namespace Nocturne.Runner.Settings;

/// <summary>What becomes of frames whose pixels have a mosaic of colours.</summary>
public enum MosaicUse
{
    /// <summary>They are measured as they are.</summary>
    None,

    /// <summary>Each colour is a band of its own: R, G1, G2, B.</summary>
    Split,
}

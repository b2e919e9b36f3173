namespace Nocturne.Core.Vetting;

/// <summary>Where stamps come from, which says what their quality bits mean.</summary>
public enum StampMission
{
    /// <summary>TESS, also cut-outs of its full frames.</summary>
    Tess,

    /// <summary>Kepler and K2.</summary>
    Kepler,

    /// <summary>Cut from frames of our own; the bits are those of <see cref="Quality.QualityFlag"/>.</summary>
    OwnFrames,
}

namespace Nocturne.Streams.Stages;

/// <summary>Where a photometer looks for a source in a frame.</summary>
public enum Placing
{
    /// <summary>At the frame's own detection; without one there is no flux.</summary>
    Matched,

    /// <summary>At the catalogue's place, mapped into the frame by its alignment.</summary>
    Forced,

    /// <summary>
    /// At the catalogue's place, moved by as much as the nearest bright star is off its own in this frame: what is left of the alignment's
    /// error, of differential refraction and of rotation does not move a faint source out of its aperture.
    /// </summary>
    Linked,
}

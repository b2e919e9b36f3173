namespace Nocturne.Runner.Settings;

/// <summary>What a frame may do relative to the reference.</summary>
public enum AlignmentMode
{
    /// <summary>Shift, turn and scale.</summary>
    Similarity,

    /// <summary>Shift only.</summary>
    Translation,
}

namespace Nocturne.Core.Alignment;

/// <summary>What a frame may do against its reference.</summary>
public enum AlignmentMode
{
    /// <summary>Shift, turn and scale.</summary>
    Similarity,

    /// <summary>Shift only.</summary>
    Translation,
}

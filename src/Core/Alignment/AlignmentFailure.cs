namespace Nocturne.Core.Alignment;

/// <summary>Why a frame could not be aligned.</summary>
public enum AlignmentFailure
{
    None,

    /// <summary>The frame or the reference shows fewer stars than an alignment needs.</summary>
    TooFewStars,

    /// <summary>There are stars, but their pattern is not proven to be that of the reference.</summary>
    NoMatch,

    /// <summary>The stars fit the reference in two ways that contradict each other.</summary>
    Ambiguous,
}

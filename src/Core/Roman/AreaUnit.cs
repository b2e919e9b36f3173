namespace Nocturne.Core.Roman;

/// <summary>What the numbers of a pixel-area map are.</summary>
public enum AreaUnit
{
    /// <summary>Relative to the nominal area, about one.</summary>
    Normalised,

    Steradian,

    SquareArcsecond,
}

namespace Nocturne.Core.Alignment;

/// <summary>How it is known where a frame lies.</summary>
public enum PlacementKind
{
    /// <summary>It is not known.</summary>
    None,

    /// <summary>Its stars were followed from the frame before.</summary>
    Tracked,

    /// <summary>Its stars were recognised by their pattern.</summary>
    Recognised,

    /// <summary>One or two stars were followed through a cloud.</summary>
    FewStars,

    /// <summary>It shows no star; other cameras say where the telescope pointed.</summary>
    Borrowed,
}

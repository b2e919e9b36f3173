namespace Nocturne.Core.Vetting;

/// <summary>What is known of the stars in a stamp.</summary>
public sealed record StampScene
{
    /// <summary>Where the target stands; null: the geometric centre of the stamp.</summary>
    public StampPlace? Target { get; init; }

    /// <summary>Stars that may be the true host; their light is also kept out of the background ring.</summary>
    public IReadOnlyList<NeighbourStar> Neighbours { get; init; } = [];

    /// <summary>Sigma of the stars' images [pixels]; null: measured on the stamp.</summary>
    public double? PsfSigma { get; init; }

    /// <summary>Where the target stands in a stamp of this size.</summary>
    public StampPlace TargetIn(TargetPixels pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        return Target ?? StampPlace.CentreOf(pixels.Rows, pixels.Columns);
    }
}

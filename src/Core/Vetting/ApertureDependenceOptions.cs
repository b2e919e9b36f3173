namespace Nocturne.Core.Vetting;

/// <summary>Parameters of the reference form of V10.</summary>
public sealed record ApertureDependenceOptions
{
    /// <summary>Radii of the apertures [pixels]; equal ones count once.</summary>
    public IReadOnlyList<double> Radii { get; init; } = [1.0, 1.5, 2.0, 2.5, 3.0];

    /// <summary>Centre of the apertures; null: the geometric centre of the stamp.</summary>
    public StampPlace? Centre { get; init; }
}

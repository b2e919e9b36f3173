namespace Nocturne.Runner.Settings;

/// <summary>The profile of an optimal extraction.</summary>
public enum OptimalProfile
{
    /// <summary>A Gaussian of the shape of the catalogue's stars, the same in all frames, as opticam has it.</summary>
    Catalogue,

    /// <summary>The point source of the frame.</summary>
    Frame,
}

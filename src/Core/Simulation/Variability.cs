namespace Nocturne.Core.Simulation;

/// <summary>How the light of one star changes.</summary>
/// <param name="Star">The star's number, from 1.</param>
public abstract record Variability(int Star)
{
    /// <summary>One word for the truth table.</summary>
    public abstract string Kind { get; }

    /// <summary>Light relative to the star's own.</summary>
    /// <param name="frames">Time of the frame since the start of the night, in frames of the plan.</param>
    /// <param name="camera">Number of the camera, from 1.</param>
    public abstract double Factor(double frames, int camera);
}

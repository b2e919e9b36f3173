namespace Nocturne.Core.Simulation;

/// <summary>One hit: a line of pixels along a row.</summary>
/// <param name="X">First pixel.</param>
/// <param name="Y">Row.</param>
/// <param name="Length">Pixels along +x.</param>
/// <param name="Counts">All its counts, shared evenly [ADU].</param>
public readonly record struct CosmicRay(int X, int Y, int Length, double Counts);

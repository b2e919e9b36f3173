namespace Nocturne.Core.Simulation;

/// <summary>One star of the simulated field.</summary>
/// <param name="Number">Its number, from 1, brightest first.</param>
/// <param name="X">Position in the field, which is the undisturbed frame of a camera without offsets [pixels].</param>
/// <param name="Y">Position in the field [pixels].</param>
/// <param name="Flux">Counts per exposure of the plan under a clear sky, before colour and variability [ADU].</param>
public sealed record SimulatedStar(int Number, double X, double Y, double Flux);

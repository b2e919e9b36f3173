namespace Nocturne.Core.Simulation;

/// <summary>One star in one frame, as it truly is.</summary>
/// <param name="Number">The star's number, from 1.</param>
/// <param name="X">Position in the frame [pixels].</param>
/// <param name="Y">Position in the frame [pixels].</param>
/// <param name="Flux">Expected counts of all its light in this frame, before the shadow of the field stop [ADU].</param>
/// <param name="Model">Its light relative to its own mean: what a light curve should show.</param>
/// <param name="Response">Share of the light that the shadow of the field stop leaves at its centre.</param>
public readonly record struct SourceTruth(int Number, double X, double Y, double Flux, double Model, double Response);

namespace Nocturne.Core.Simulation;

/// <summary>A stretch of frames behind cloud.</summary>
/// <param name="First">First frame.</param>
/// <param name="Last">Last frame.</param>
/// <param name="Transparency">Share of the light that comes through.</param>
public sealed record CloudSpell(double First, double Last, double Transparency);

namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>One step of a coordinate system: a frame and the way from it to the next.</summary>
/// <param name="Frame">Name of the frame that the step begins in.</param>
/// <param name="Transform">The way to the next frame; null for the last.</param>
public sealed record WcsStep(string Frame, WcsTransform? Transform);

namespace Nocturne.Core.Photometry.Psf;

/// <summary>How a PSF fit goes.</summary>
/// <param name="MaxIterations">Largest number of steps; zero leaves the positions of a group where they are.</param>
/// <param name="Radius">Pixels further from the source do not count [pixels]; zero means the whole stamp.</param>
/// <param name="Damping">
/// Strength of the hold at the first position: signal to noise of the hold ÷ sigma of the PSF [1 ÷ pixels]; zero means free.
/// </param>
public readonly record struct PsfFitSettings(int MaxIterations, double Radius, double Damping);

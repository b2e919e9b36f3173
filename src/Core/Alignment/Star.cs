namespace Nocturne.Core.Alignment;

/// <summary>A point of light as the alignment sees it.</summary>
/// <param name="X">Position [pixels].</param>
/// <param name="Y">Position [pixels].</param>
/// <param name="Flux">Brightness in any unit; only the order matters.</param>
/// <param name="PositionError">Standard deviation of each coordinate [pixels].</param>
public readonly record struct Star(double X, double Y, double Flux, double PositionError = 1);

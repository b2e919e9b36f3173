namespace Nocturne.Streams.Export;

/// <summary>One line of an AAVSO report.</summary>
/// <param name="JulianDate">Middle of the exposure, UTC [JD].</param>
/// <param name="Magnitude">Magnitude, standard or a difference.</param>
/// <param name="Error">Its standard deviation [mag].</param>
/// <param name="CheckMagnitude">Instrumental magnitude of the check star; NaN when there is none.</param>
/// <param name="Airmass">Airmass; NaN when not known.</param>
public readonly record struct AavsoPoint(double JulianDate, double Magnitude, double Error, double CheckMagnitude, double Airmass);

namespace Nocturne.Runner.Curves;

/// <summary>One line of a colour curve.</summary>
/// <param name="Bmjd">Mean of the two middles at the barycentre [MJD, TDB].</param>
/// <param name="Mjd">The same at the telescope [MJD, UTC].</param>
/// <param name="Point">The colour.</param>
/// <param name="Flags">What is known against either.</param>
/// <param name="First">Frame of the first band.</param>
/// <param name="Second">Frame of the second.</param>
readonly record struct ColourRow(double Bmjd, double Mjd, Core.LightCurves.ColourPoint Point, int Flags, string First, string Second);

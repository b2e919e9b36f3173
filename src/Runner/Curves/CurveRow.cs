namespace Nocturne.Runner.Curves;

/// <summary>One line of a light curve file.</summary>
/// <param name="Band">Camera and filter.</param>
/// <param name="Bmjd">Middle of the exposure at the barycentre [MJD, TDB].</param>
/// <param name="Mjd">Middle of the exposure at the telescope [MJD, UTC].</param>
/// <param name="Flux">Target over comparisons.</param>
/// <param name="Error">Its standard deviation.</param>
/// <param name="Airmass">Airmass.</param>
/// <param name="Flags">What is known against it.</param>
/// <param name="Frame">The frame; of a bin, the first.</param>
/// <param name="Points">Frames of the point.</param>
readonly record struct CurveRow(string Band, double Bmjd, double Mjd, double Flux, double Error, double Airmass, int Flags, string Frame, int Points);

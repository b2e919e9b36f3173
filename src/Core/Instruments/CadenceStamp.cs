using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Instruments;

/// <summary>A frame as the audit of a camera's clock sees it.</summary>
/// <param name="File">Its file.</param>
/// <param name="Start">Start of the exposure, UTC.</param>
/// <param name="ResolutionSeconds">What the last digit of its stamp stands for; 0 if not known.</param>
/// <param name="Plane">Plane of a cube, from 0.</param>
public readonly record struct CadenceStamp(string File, Mjd Start, double ResolutionSeconds = 0, int Plane = 0);

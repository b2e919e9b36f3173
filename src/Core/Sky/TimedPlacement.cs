using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Sky;

/// <summary>Where a camera's frame lay at a time.</summary>
/// <param name="Time">Middle of the exposure, UTC.</param>
/// <param name="Transform">Map from the band's reference to the frame.</param>
public sealed record TimedPlacement(Mjd Time, PlaneTransform Transform);

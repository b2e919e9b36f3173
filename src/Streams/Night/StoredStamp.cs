using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;

namespace Nocturne.Streams.Night;

/// <summary>A stored stamp with what the ledger knows of its frame.</summary>
/// <param name="Frame">Name of the frame.</param>
/// <param name="MidUtc">Middle of the exposure, UTC.</param>
/// <param name="BmjdTdbMid">Middle of the exposure at the barycentre, TDB [MJD]; null without a sky position.</param>
/// <param name="Transform">Map from reference-frame pixels to this frame's.</param>
/// <param name="Stamp">The pixels.</param>
public sealed record StoredStamp(string Frame, Mjd? MidUtc, double? BmjdTdbMid, PlaneTransform Transform, SourceStamp Stamp);

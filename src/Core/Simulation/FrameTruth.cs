using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Simulation;

/// <summary>One frame, as it truly is.</summary>
/// <param name="FileName">Name of its file, without compression.</param>
/// <param name="Band">The camera.</param>
/// <param name="Index">Its index in the band, from 0.</param>
/// <param name="UtcStart">Start of the exposure, UTC.</param>
/// <param name="ExposureSeconds">Exposure [s].</param>
/// <param name="Field">From the positions of the stars in the field to those in the frame.</param>
/// <param name="Transparency">Share of the stars' light that comes through.</param>
/// <param name="Psf">Shape of the stars.</param>
/// <param name="Sky">Expected counts of the sky per pixel at the centre of the frame [ADU].</param>
/// <param name="CosmicRays">The hits.</param>
/// <param name="Bad">What is wrong with the file.</param>
/// <param name="Sources">The stars, also those outside the frame.</param>
public sealed record FrameTruth(
    string FileName,
    SimulatedBand Band,
    int Index,
    Mjd UtcStart,
    double ExposureSeconds,
    PlaneTransform Field,
    double Transparency,
    PsfShape Psf,
    double Sky,
    IReadOnlyList<CosmicRay> CosmicRays,
    BadFrameKind Bad,
    IReadOnlyList<SourceTruth> Sources);

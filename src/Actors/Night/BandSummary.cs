using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>What became of a band.</summary>
/// <param name="Band">Camera and filter.</param>
/// <param name="Frames">Frames that were to be reduced.</param>
/// <param name="Measured">Frames with rows, those of earlier runs included.</param>
/// <param name="Unaligned">Frames that could not be aligned.</param>
/// <param name="Rejected">Frames that could not be used.</param>
/// <param name="Sources">Sources in the catalogue.</param>
/// <param name="Failure">Why the band has no light curve, or not all of it; null when all went well.</param>
public sealed record BandSummary(BandKey Band, int Frames, int Measured, int Unaligned, int Rejected, int Sources, string? Failure);

using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Actors.Night;

/// <summary>What one band actor is to do.</summary>
/// <param name="Frames">The band's frames and calibration frames.</param>
/// <param name="Recipe">How they are reduced.</param>
/// <param name="Masters">Builds the master frames from the band's calibration frames.</param>
/// <param name="CommitEvery">Frames are made durable together at least so often.</param>
public sealed record BandPlan(BandFrames Frames, BandRecipe Recipe, MastersBuilder Masters, TimeSpan CommitEvery);

using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Actors.Night;

/// <summary>How the frames of one band are reduced.</summary>
/// <param name="Band">Camera and filter.</param>
/// <param name="Recipe">The recipe for frames like the one given.</param>
/// <param name="Masters">Builds the master frames from the band's calibration frames.</param>
/// <param name="CommitEvery">Frames are made durable together at least so often.</param>
public sealed record BandPlan(BandKey Band, Func<FrameDescriptor, BandRecipe> Recipe, MastersBuilder Masters, TimeSpan CommitEvery);

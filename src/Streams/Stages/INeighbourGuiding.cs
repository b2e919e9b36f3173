using Nocturne.Core.Alignment;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>What the other cameras know of where a frame lies. Asked only for frames that their own stars do not place.</summary>
/// <remarks>The answer must depend on the frames alone, not on how far the other bands happen to be: an implementation waits for them or works on a finished night.</remarks>
public interface INeighbourGuiding
{
    /// <summary>Map from the band's reference to the frame; null when no camera can tell.</summary>
    PlaneTransform? Predict(FrameRecord frame);
}

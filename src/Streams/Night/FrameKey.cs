using Nocturne.Core.Astrometry;

namespace Nocturne.Streams.Night;

/// <summary>A frame's place in the order of its band's night.</summary>
/// <param name="Start">Start of the exposure, UTC.</param>
/// <param name="Id">Identity, for frames that began at the same instant.</param>
public readonly record struct FrameKey(Mjd Start, string Id)
{
    public static FrameKey Of(FrameDescriptor frame) => new(frame.Facts.StartUtc ?? default, frame.Id);
}

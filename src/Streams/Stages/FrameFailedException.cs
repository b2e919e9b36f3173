using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>A stage failed on a frame in a way that it should not: a fault of the program, for the supervisor.</summary>
public sealed class FrameFailedException(FrameDescriptor frame, Exception cause) : Exception($"{frame.File}: {cause.Message}", cause)
{
    public FrameDescriptor Frame { get; } = frame;
}

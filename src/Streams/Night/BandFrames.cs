namespace Nocturne.Streams.Night;

/// <summary>All frames of one band, and the calibration frames that fit them.</summary>
/// <param name="Band">Camera and filter.</param>
/// <param name="Frames">Science frames in the order of the night, of one shape, or of windows that can be laid on it.</param>
/// <param name="Biases">Bias frames.</param>
/// <param name="Darks">Dark frames.</param>
/// <param name="Flats">Flats.</param>
public sealed record BandFrames(
    BandKey Band,
    IReadOnlyList<FrameDescriptor> Frames,
    IReadOnlyList<FrameDescriptor> Biases,
    IReadOnlyList<FrameDescriptor> Darks,
    IReadOnlyList<FrameDescriptor> Flats)
{
    /// <summary>A frame of the band's shape.</summary>
    public required FrameDescriptor Sample { get; init; }

    /// <summary>Science frames of other shapes that are set aside, in the order of the night.</summary>
    public IReadOnlyList<FrameDescriptor> Others { get; init; } = [];
}

namespace Nocturne.Streams.Night;

/// <summary>All frames of one band, and the calibration frames that fit them.</summary>
/// <param name="Band">Camera and filter.</param>
/// <param name="Frames">Science frames in the order of the night.</param>
/// <param name="Biases">Bias frames.</param>
/// <param name="Darks">Dark frames.</param>
/// <param name="Flats">Flats.</param>
public sealed record BandFrames(
    BandKey Band,
    IReadOnlyList<FrameDescriptor> Frames,
    IReadOnlyList<FrameDescriptor> Biases,
    IReadOnlyList<FrameDescriptor> Darks,
    IReadOnlyList<FrameDescriptor> Flats);

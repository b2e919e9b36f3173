using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Streams.Stages;

/// <summary>How the sources of a frame are found and measured, besides the photometers themselves.</summary>
public sealed record MeasuringOptions
{
    /// <summary>Farthest detection that belongs to a source [standard deviations of the point source].</summary>
    public double MatchingTolerance { get; init; } = 5;

    /// <summary>Brightest stars of the catalogue that linked places may be tied to.</summary>
    public int LinkStars { get; init; } = 5;

    /// <summary>What adds to the noise of the sky; the gain is that of the frame.</summary>
    public NoiseModel Noise { get; init; } = new() { BackgroundVariance = false };

    /// <summary>How the point source of a frame is measured.</summary>
    public FramePsfOptions Psf { get; init; } = new();
}

using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Photometry.Photometers;

/// <summary>One source of one frame as a photometer sees it: the pixels round it, read once for all photometers, with the sky taken off.</summary>
public readonly ref struct SourceView
{
    /// <summary>Where it lies and how a point source of the band looks there.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>
    /// Counts above the sky, variance and state of the pixels round the source; at least as far as <see cref="ISourcePhotometer.Reach"/>
    /// asks for, less what lies outside the frame.
    /// </summary>
    public required PixelWindow Pixels { get; init; }

    /// <summary>The local sky that was taken off; none when it was the frame's own background.</summary>
    public LocalBackground? Local { get; init; }

    /// <summary>Point source of this frame, measured on its own stars; none unless a photometer asked for it.</summary>
    public FramePsf? Psf { get; init; }
}

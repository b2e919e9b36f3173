using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Photometry.Photometers;

/// <summary>All sources of one frame as a photometer sees them that measures neighbours together.</summary>
public readonly ref struct FrameView
{
    /// <summary>Pixels and noise; with the frame's background, or without any when there are local ones.</summary>
    public required PhotometryFrame Frame { get; init; }

    /// <summary>Where to measure; places that are not known are given no result.</summary>
    public required ReadOnlySpan<SourcePlace> Places { get; init; }

    /// <summary>Where the catalogue says that the sources are, known for all: neighbours shine whether or not they were detected.</summary>
    public required ReadOnlySpan<SourcePlace> Catalogue { get; init; }

    /// <summary>Local sky of each source; empty when the frame's own background is taken off.</summary>
    public ReadOnlySpan<LocalBackground> Locals { get; init; }

    /// <summary>Point source of this frame.</summary>
    public required FramePsf Psf { get; init; }

    /// <summary>The place of a source, or that of the catalogue.</summary>
    public SourcePlace PlaceOf(int source) => Places[source].IsKnown ? Places[source] : Catalogue[source];
}

using Nocturne.Core.Astrometry;
using Nocturne.Core.Astrometry.Wcs;

namespace Nocturne.Core.Roman;

/// <summary>A calibrated image with everything that forced photometry needs. Immutable, safe to share.</summary>
public sealed record ScienceImage
{
    /// <summary>File name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Counts or count rates.</summary>
    public required PixelPlane Data { get; init; }

    /// <summary>Standard deviation of each pixel in the unit of the data; null when the file has none.</summary>
    public PixelPlane? Error { get; init; }

    /// <summary>Flag bits of each pixel; null when the file has none.</summary>
    public uint[]? Quality { get; init; }

    /// <summary>Sky positions; it has a bounding box.</summary>
    public required WorldCoordinates Wcs { get; init; }

    /// <summary>The way to janskys; null when the file has none.</summary>
    public FluxCalibration? Calibration { get; init; }

    /// <summary>Unit of the data, as the file or its schema says.</summary>
    public string Unit { get; init; } = "";

    public string Instrument { get; init; } = "";

    public string Detector { get; init; } = "";

    /// <summary>Filter.</summary>
    public string OpticalElement { get; init; } = "";

    /// <summary>Begin of the exposure [UTC].</summary>
    public Mjd? Start { get; init; }

    /// <summary>End of the exposure [UTC].</summary>
    public Mjd? End { get; init; }

    /// <summary>What was assumed or found strange while reading, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public int Width => Data.Width;

    public int Height => Data.Height;

    /// <summary>Middle of the exposure [UTC].</summary>
    public Mjd? Middle => Start is { } start && End is { } end ? start.AddSeconds(end.SecondsSince(start) / 2) : Start;
}

using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Instruments;

/// <summary>What a header says about its frame, in one form for all cameras. What the header does not say is null, and a sentence says what was
/// looked for.</summary>
public sealed record FrameFacts
{
    /// <summary>Name of the dialect that was used.</summary>
    public required string Dialect { get; init; }

    /// <summary>Short name of the camera, safe for file names.</summary>
    public required string Camera { get; init; }

    /// <summary>Name of the filter, safe for file names; null if there is none.</summary>
    public string? Filter { get; init; }

    public FrameKind Kind { get; init; }

    public double? ExposureSeconds { get; init; }

    /// <summary>Start of the exposure, UTC.</summary>
    public Mjd? StartUtc { get; init; }

    /// <summary>Middle of the exposure, UTC; null if the exposure time is needed and not known.</summary>
    public Mjd? MidUtc { get; init; }

    /// <summary>Where the time came from: keyword, text as found, clock, and which moment it marks.</summary>
    public string? TimeSource { get; init; }

    /// <summary>What the last digit of the time stands for [seconds].</summary>
    public double? TimeResolutionSeconds { get; init; }

    /// <summary>What the other time stamps of the header say, and why they were not taken; a sentence each.</summary>
    public IReadOnlyList<string> OtherTimes { get; init; } = [];

    /// <summary>From the start of one plane of a cube to that of the next [seconds]; null if the header does not say.</summary>
    public double? PlaneSeconds { get; init; }

    /// <summary>Gain [electrons per ADU].</summary>
    public double? Gain { get; init; }

    /// <summary>Read noise [electrons].</summary>
    public double? ReadNoise { get; init; }

    /// <summary>Dark current [electrons per pixel and second].</summary>
    public double? DarkCurrent { get; init; }

    /// <summary>Counts at which pixels saturate [ADU].</summary>
    public double? Saturation { get; init; }

    public int BinX { get; init; } = 1;

    public int BinY { get; init; } = 1;

    /// <summary>How much of the sky a pixel of the frame sees, along its side [arcseconds]; null if neither header nor dialect says.</summary>
    public double? PixelScale { get; init; }

    /// <summary>Column of the detector, unbinned and from 0, at which the frame begins; null if the header does not say.</summary>
    public int? WindowX { get; init; }

    /// <summary>Row of the detector at which the frame begins.</summary>
    public int? WindowY { get; init; }

    /// <summary>The colours of a mosaic of filters on the pixels, two rows of two ("RGGB"); null if there is none.</summary>
    public string? Mosaic { get; init; }

    /// <summary>Frames that were combined into this one: more than 1 for a master frame.</summary>
    public int Combined { get; init; } = 1;

    /// <summary>Where the telescope pointed; null if the header does not say.</summary>
    public SkyPosition? Position { get; init; }

    /// <summary>Where the telescope stands; null if neither the header nor the dialect says.</summary>
    public Observatory? Observatory { get; init; }

    public string? Object { get; init; }

    public double? Airmass { get; init; }

    /// <summary>Facts that were looked for and not found.</summary>
    public IReadOnlyList<MissingFact> Missing { get; init; } = [];

    /// <summary>Facts that were found but are odd: contradictory times, coarse stamps, lists where a number is usual. A sentence each.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Reads the facts of a frame.</summary>
    /// <param name="header">Header of the image.</param>
    /// <param name="fileName">Name of the file, with or without folders; dialects may look for the camera there.</param>
    /// <param name="dialect">How to understand the header.</param>
    /// <param name="primary">The file's first header, which is asked for what the image's own does not say; null if it is the same.</param>
    public static FrameFacts Read(FitsHeader header, string fileName, HeaderDialect dialect, FitsHeader? primary = null) =>
        new FactReader(header, primary, fileName, dialect).Read();
}

using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;

namespace Nocturne.Streams.Night;

/// <summary>What the header of one image of a file says; a file that cannot be read has a fault instead.</summary>
sealed record ScannedFile(string Path, string File)
{
    public int Hdu { get; init; }

    public int Planes { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    public FitsHeader? Header { get; init; }

    public FrameFacts? Facts { get; init; }

    public FrameFault Fault { get; init; }

    public string? Reason { get; init; }
}

using System.ComponentModel.DataAnnotations;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Runner.Settings;

/// <summary>What the point source of a frame is taken for.</summary>
public sealed record PsfSettings
{
    public required FramePsfKind Model { get; init; }

    /// <summary>Exponent of a Moffat profile.</summary>
    [Range(1, 100, MinimumIsExclusive = true)]
    public required double Beta { get; init; }

    /// <summary>Brightest stars of the frame that it is measured on.</summary>
    [Range(1, 10_000)]
    public required int Stars { get; init; }
}

using System.ComponentModel.DataAnnotations;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>What the point source of a frame is taken for.</summary>
public sealed record PsfSettings
{
    public required FramePsfKind Model { get; init; }

    /// <summary>Exponent of a Moffat profile; auto: the one that fits the stars of a frame best.</summary>
    [Range(1, 100, MinimumIsExclusive = true)]
    public required Auto<double> Beta { get; init; }

    /// <summary>Brightest stars of the frame that it is measured on.</summary>
    [Range(1, 10_000)]
    public required int Stars { get; init; }
}

namespace Nocturne.Core.Photometry.Psf;

/// <summary>How the point source of a frame is measured.</summary>
public sealed record FramePsfOptions
{
    public FramePsfKind Kind { get; init; } = FramePsfKind.Gaussian;

    /// <summary>Exponent of a Moffat profile; null: the one that fits the stars of the frame best.</summary>
    public double? Beta { get; init; }

    /// <summary>Brightest stars that are looked at.</summary>
    public int Stars { get; init; } = 12;

    /// <summary>Stars of less signal to noise say nothing about the width.</summary>
    public double LeastSignalToNoise { get; init; } = 10;

    /// <exception cref="ArgumentException">An option has no meaning; the sentence says which and what it should be.</exception>
    public void Validate()
    {
        if (Beta is { } beta && !(beta > 1)) throw new ArgumentException($"A Moffat profile of exponent {Beta} has no finite flux: it must be above one (3 is usual).");
        if (Stars < 1) throw new ArgumentException($"A point source cannot be measured on {Stars} stars: give at least one (12 is usual).");
    }
}

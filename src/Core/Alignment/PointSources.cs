using Nocturne.Core.Detection;
using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Alignment;

/// <summary>Tells stars from what else is bright in a frame: bad columns, bleeding, trails of satellites, streaks of cosmic rays.</summary>
/// <remarks>
/// The frame itself says what a star looks like. Half of its detections may be no stars: the lower quartile of their elongations is that of a star, and the medians of
/// the widths of what is not much more elongated are its size. Where guiding failed and all stars are trails, trails are stars.
/// </remarks>
public static class PointSources
{
    /// <summary>So many times as elongated as a star and <see cref="Long"/> times as long: a column or a trail.</summary>
    const double Elongated = 3;

    const double Long = 2;

    /// <summary>So many times as elongated as a star and less than <see cref="Narrow"/> times as wide: a streak that no optics made.</summary>
    const double Streak = 2.5;

    const double Narrow = 0.5;

    /// <summary>So many times as elongated as a star and cut by the frame's edge: a bad column or row there.</summary>
    const double ElongatedAtEdge = 2;

    /// <summary>Fewest detections away from the edge that say what a star looks like.</summary>
    const int Fewest = 3;

    /// <summary>What a star looks like where too few detections tell: its elongation, and its widths, of which nothing is known.</summary>
    static readonly (double Elongation, double Major, double Minor) Unknown = (1.5, double.NaN, double.NaN);

    /// <summary>The detections that may be stars, in their order.</summary>
    public static IReadOnlyList<DetectedSource> Among(IReadOnlyList<DetectedSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var star = Typical(sources);
        return [.. sources.Where(source => IsStarlike(source, star))];
    }

    static bool IsStarlike(DetectedSource source, (double Elongation, double Major, double Minor) star)
    {
        var elongation = Elongation(source) / star.Elongation;
        if (elongation > ElongatedAtEdge && (source.Flags & QualityFlag.TouchesEdge) != 0) return false;
        if (elongation > Elongated && !(source.SemiMajorSigma <= Long * star.Major)) return false;
        return !(elongation > Streak && source.SemiMinorSigma < Narrow * star.Minor);
    }

    static (double Elongation, double Major, double Minor) Typical(IReadOnlyList<DetectedSource> sources)
    {
        var inside = sources.Where(source => (source.Flags & QualityFlag.TouchesEdge) == 0).ToArray();
        if (inside.Length < Fewest) return Unknown;
        var elongation = inside.Select(Elongation).Order().ElementAt(inside.Length / 4);
        var alike = inside.Where(source => Elongation(source) <= ElongatedAtEdge * elongation).ToArray();
        return (elongation, SigmaClip.Median([.. alike.Select(source => source.SemiMajorSigma)]), SigmaClip.Median([.. alike.Select(source => source.SemiMinorSigma)]));
    }

    static double Elongation(DetectedSource source) => source.SemiMajorSigma / source.SemiMinorSigma;
}

using Nocturne.Core.Alignment;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.Sky;

/// <summary>The cameras beside one, as far as they have shown that they know where it points.</summary>
public static class Neighbourhood
{
    /// <summary>Fewest frames of both cameras at the same time from which their detectors' places on each other are learnt.</summary>
    public const int FewestTogether = 5;

    /// <summary>Share of those frames for which the neighbour must be right.</summary>
    const double MostlyRight = 0.95;

    /// <summary>Largest error of what counts as right, in the corners of the frame [pixels].</summary>
    const double Right = 2;

    /// <summary>Cadences of the neighbour between two of its frames over which its motion is interpolated, at most: a frame that it missed itself is not made up.</summary>
    const double GapInCadences = 1.5;

    /// <summary>What another camera can tell; null when it never exposed together with ours, or its answers there would have been wrong.</summary>
    /// <param name="own">Proven placements of our camera in the order of time.</param>
    /// <param name="other">Proven placements of the other camera in the order of time.</param>
    /// <param name="referenceMap">Map from the other camera's reference to ours.</param>
    /// <param name="width">Width of our frames [pixels].</param>
    /// <param name="height">Height of our frames [pixels].</param>
    public static NeighbourCamera? Learn(IReadOnlyList<TimedPlacement> own, IReadOnlyList<TimedPlacement> other, PlaneTransform referenceMap, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(other);
        var gap = LargestGap(other);
        if (SharedGuiding.DetectorMap(own, other, referenceMap, gap) is not { } detector) return null;
        var camera = new NeighbourCamera(other, referenceMap, detector);
        var (asked, right) = (0, 0);
        foreach (var placement in own)
        {
            if (SharedGuiding.Predict([camera], placement.Time, width, height, gap) is not { } told) continue;
            asked++;
            if (SharedGuiding.Distance(told, placement.Transform, width, height) <= Right) right++;
        }
        return asked >= FewestTogether && right >= MostlyRight * asked ? camera : null;
    }

    /// <summary>Longest time between frames of a camera over which its motion is interpolated [s].</summary>
    public static double LargestGap(IReadOnlyList<TimedPlacement> placements)
    {
        ArgumentNullException.ThrowIfNull(placements);
        if (placements.Count < 2) return 0;
        var gaps = new double[placements.Count - 1];
        for (var i = 0; i < gaps.Length; i++) gaps[i] = placements[i + 1].Time.SecondsSince(placements[i].Time);
        return GapInCadences * SigmaClip.Median(gaps);
    }
}

using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Sky;

/// <summary>Says where a camera points from where the other cameras of the telescope point.</summary>
/// <remarks>
/// A star at x in the reference of camera A lies at A(x) in its frame; in camera B it is C(x) in the reference and B(C(x)) in the frame. Detectors are bolted
/// to one telescope, so at any one time B(C(x)) = K(A(x)) with a fixed K. Simultaneous frames give K = B C A⁻¹, and K gives B = K A C⁻¹ for a frame
/// of B that shows no star.
/// </remarks>
public static class SharedGuiding
{
    /// <summary>Farthest that two answers to the same question may lie apart [pixels].</summary>
    const double Agreement = 2;

    /// <summary>Learns how two detectors lie on each other.</summary>
    /// <param name="own">Placements of our camera in the order of time.</param>
    /// <param name="neighbour">Placements of the other camera in the order of time.</param>
    /// <param name="referenceMap">Map from the other camera's reference to ours.</param>
    /// <param name="largestGap">Longest time between the neighbour's frames over which its motion is interpolated [s].</param>
    /// <returns>The median of what all simultaneous frames say; null when there is none.</returns>
    public static PlaneTransform? DetectorMap(IReadOnlyList<TimedPlacement> own, IReadOnlyList<TimedPlacement> neighbour, PlaneTransform referenceMap, double largestGap)
    {
        var maps = new List<PlaneTransform>();
        foreach (var placement in own)
        {
            if (At(neighbour, placement.Time, largestGap) is { } other) maps.Add(other.Inverse().Then(referenceMap).Then(placement.Transform));
        }
        if (maps.Count == 0) return null;
        return new(Median(map => map.Xx), Median(map => map.Xy), Median(map => map.X0), Median(map => map.Yx), Median(map => map.Yy), Median(map => map.Y0));

        double Median(Func<PlaneTransform, double> value) => Photometry.SigmaClip.Median([.. maps.Select(value)]);
    }

    /// <summary>Where a frame of ours must lie.</summary>
    /// <param name="neighbours">The other cameras.</param>
    /// <param name="time">Middle of the exposure, UTC.</param>
    /// <param name="width">Width of our frame [pixels].</param>
    /// <param name="height">Height of our frame [pixels].</param>
    /// <param name="largestGap">Longest time between a neighbour's frames over which its motion is interpolated [s].</param>
    /// <returns>Map from our reference to the frame; null when no camera knows, or when they contradict each other.</returns>
    public static PlaneTransform? Predict(IReadOnlyList<NeighbourCamera> neighbours, Mjd time, int width, int height, double largestGap)
    {
        PlaneTransform? answer = null;
        foreach (var neighbour in neighbours)
        {
            if (At(neighbour.Placements, time, largestGap) is not { } place) continue;
            var map = neighbour.ReferenceMap.Inverse().Then(place).Then(neighbour.DetectorMap);
            if (answer is { } first && Distance(first, map, width, height) > Agreement) return null;
            answer ??= map;
        }
        return answer;
    }

    /// <summary>Where a camera's frame would lie at a time between two of its frames; null when they are too far apart or contradict each other.</summary>
    public static PlaneTransform? At(IReadOnlyList<TimedPlacement> placements, Mjd time, double largestGap)
    {
        var (low, high) = (0, placements.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (placements[middle].Time < time) low = middle + 1;
            else high = middle;
        }
        if (low < placements.Count && placements[low].Time == time) return placements[low].Transform;
        if (low == 0 || low == placements.Count) return null;
        var (before, after) = (placements[low - 1], placements[low]);
        var gap = after.Time.SecondsSince(before.Time);
        if (gap > largestGap) return null;
        var (a, b) = (before.Transform, after.Transform);
        var share = time.SecondsSince(before.Time) / gap;

        // A jump or a flip in between: nobody knows on which side of it the time lies.
        if ((a.Xx * b.Xx) + (a.Yx * b.Yx) <= 0 || Math.Abs(a.X0 - b.X0) > 3 * Agreement || Math.Abs(a.Y0 - b.Y0) > 3 * Agreement) return null;
        return new(Mix(a.Xx, b.Xx), Mix(a.Xy, b.Xy), Mix(a.X0, b.X0), Mix(a.Yx, b.Yx), Mix(a.Yy, b.Yy), Mix(a.Y0, b.Y0));

        double Mix(double first, double second) => first + (share * (second - first));
    }

    /// <summary>Largest distance between what two maps make of a corner of the frame [pixels].</summary>
    internal static double Distance(PlaneTransform a, PlaneTransform b, int width, int height)
    {
        var largest = 0.0;
        foreach (var (x, y) in (ReadOnlySpan<(double, double)>)[(0, 0), (width, 0), (0, height), (width, height)])
        {
            var (ax, ay) = a.Apply(x, y);
            var (bx, by) = b.Apply(x, y);
            largest = Math.Max(largest, Math.Sqrt(((ax - bx) * (ax - bx)) + ((ay - by) * (ay - by))));
        }
        return largest;
    }
}

using Nocturne.Core.Photometry;

namespace Nocturne.Core.Vetting;

/// <summary>Light curves of exact circles on stamps, with a background ring that leaves neighbours out and missing pixels dealt with.</summary>
sealed class StampLight
{
    const int FewestRingPixels = 5;

    /// <summary>A ring pixel whose light stands out by more than this is a neighbour's [sigma].</summary>
    const double RingClip = 4;

    readonly TargetPixels pixels;
    readonly StampPlace centre;
    readonly bool[] isLeftOut;
    readonly StampMotion motion;
    readonly bool follows;

    /// <summary>Pixels that an aperture may touch, wherever the star goes.</summary>
    readonly int[] near;

    public StampLight(TargetPixels pixels, StampScene scene, RefinedApertureOptions options)
    {
        this.pixels = pixels;
        centre = scene.TargetIn(pixels);
        motion = StampMotion.Of(pixels);
        follows = options.FollowsStar && motion.IsToBeFollowed;
        Radii = Fitting(options.Radii, centre, pixels);
        Mean = MeanImage(pixels, out var present);
        isLeftOut = Array.ConvertAll(present, share => share < 1 - options.LargestMissingShare);
        var reach = Radii.Length == 0 ? 0 : Radii[^1] + 0.75 + (follows ? Math.Sqrt(2) * motion.Largest : 0);
        near = [.. Enumerable.Range(0, isLeftOut.Length).Where(p => !isLeftOut[p] && centre.DistanceTo(p / pixels.Columns, p % pixels.Columns) <= reach)];
        Ring = ChooseRing(scene, options, out var neighbours);
        NeighbourPixels = neighbours;
    }

    /// <summary>Radii that fit the stamp [pixels], ascending.</summary>
    public double[] Radii { get; }

    /// <summary>Median of each pixel over all cadences.</summary>
    public double[] Mean { get; }

    /// <summary>Pixels of the background ring; empty where there is no room for one.</summary>
    public int[] Ring { get; }

    /// <summary>Pixels that the ring leaves out because of neighbours.</summary>
    public int NeighbourPixels { get; }

    /// <summary>Whether the apertures follow the star.</summary>
    public bool Follows => follows;

    /// <summary>Pixels within the largest aperture that are left out of all cadences because they are often missing.</summary>
    public int LeftOutPixels => Radii.Length == 0 ? 0 : Enumerable.Range(0, isLeftOut.Length).Count(i => isLeftOut[i] && Weight(i, Radii[^1], 0, 0) > 0);

    /// <summary>Share of a pixel in the aperture of a radius; 0 for a pixel that is left out.</summary>
    public double Share(int pixel, double radius) => isLeftOut[pixel] ? 0 : Weight(pixel, radius, 0, 0);

    /// <summary>Net light in each aperture, and the light per pixel of the ring; NaN in cadences that lack a pixel.</summary>
    public (double[][] Apertures, double[] Ring) Measure()
    {
        var apertures = Radii.Select(_ => new double[pixels.CadenceCount]).ToArray();
        var ring = new double[pixels.CadenceCount];
        var scratch = new double[Ring.Length];
        List<(int Pixel, double Share)>[] shares = [.. Radii.Select(_ => new List<(int, double)>())];
        FillShares(shares, 0, 0);
        for (var i = 0; i < pixels.CadenceCount; i++)
        {
            var frame = pixels.Frame(i);
            for (var r = 0; r < scratch.Length; r++) scratch[r] = frame[Ring[r]];
            ring[i] = Ring.Length > 0 ? FiniteMedian.Of(scratch) : 0;
            if (follows) FillShares(shares, motion.At(i).Column, motion.At(i).Row);
            for (var a = 0; a < apertures.Length; a++) apertures[a][i] = Sum(frame, shares[a], ring[i]);
        }

        return (apertures, ring);
    }

    static double Sum(ReadOnlySpan<float> frame, List<(int Pixel, double Share)> shares, double background)
    {
        double sum = 0, area = 0;
        foreach (var (pixel, share) in shares)
        {
            if (!float.IsFinite(frame[pixel])) return double.NaN;
            sum += share * frame[pixel];
            area += share;
        }

        return sum - (background * area);
    }

    void FillShares(List<(int Pixel, double Share)>[] shares, double dx, double dy)
    {
        for (var a = 0; a < shares.Length; a++)
        {
            shares[a].Clear();
            foreach (var p in near)
            {
                var share = Weight(p, Radii[a], dx, dy);
                if (share > 0) shares[a].Add((p, share));
            }
        }
    }

    double Weight(int pixel, double radius, double dx, double dy) =>
        ApertureOverlap.Circle((pixel % pixels.Columns) - centre.Column - dx, (pixel / pixels.Columns) - centre.Row - dy, radius, OverlapMethod.Exact);

    /// <summary>Radii whose circles lie in the stamp, but for half a pixel.</summary>
    static double[] Fitting(IReadOnlyList<double> radii, StampPlace centre, TargetPixels pixels)
    {
        var room = Math.Min(Math.Min(centre.Row, centre.Column), Math.Min(pixels.Rows - 1 - centre.Row, pixels.Columns - 1 - centre.Column)) + 0.5;
        return [.. radii.Where(radius => radius > 0 && radius <= room).Distinct().Order()];
    }

    static double[] MeanImage(TargetPixels pixels, out double[] present)
    {
        var median = new double[pixels.PixelCount];
        present = new double[pixels.PixelCount];
        var values = new double[pixels.CadenceCount];
        for (var p = 0; p < median.Length; p++)
        {
            var count = 0;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = pixels.Flux[(i * median.Length) + p];
                if (double.IsFinite(values[i])) count++;
            }

            present[p] = values.Length == 0 ? 0 : (double)count / values.Length;
            median[p] = FiniteMedian.Of(values);
        }

        return median;
    }

    int[] ChooseRing(StampScene scene, RefinedApertureOptions options, out int neighbours)
    {
        neighbours = 0;
        if (Radii.Length == 0) return [];
        var inner = Radii[^1] + 1;
        var candidates = new List<int>();
        for (var p = 0; p < isLeftOut.Length; p++)
        {
            var (row, column) = (p / pixels.Columns, p % pixels.Columns);
            var distance = centre.DistanceTo(row, column);
            if (isLeftOut[p] || distance < inner || distance > inner + options.RingWidth) continue;
            if (scene.Neighbours.Any(star => star.Place.DistanceTo(row, column) <= options.NeighbourMaskRadius)) neighbours++;
            else candidates.Add(p);
        }

        if (candidates.Count == 0) return [];
        var levels = candidates.Select(p => Mean[p]).ToArray();
        var middle = FiniteMedian.Of(levels.AsSpan().ToArray());
        var sigma = 1.4826 * FiniteMedian.Of(Array.ConvertAll(levels, level => Math.Abs(level - middle)));
        int[] kept = [.. candidates.Where(p => Mean[p] <= middle + (RingClip * sigma))];
        neighbours += candidates.Count - kept.Length;
        return kept.Length >= FewestRingPixels ? kept : [];
    }
}

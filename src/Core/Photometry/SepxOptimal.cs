using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>
/// Optimal extraction by the rules of sep-x: a Gaussian, pixels that a circle touches, single or joint weighted solutions.
/// </summary>
sealed class SepxOptimal(MeasureOptions options, double gain)
{
    public void Measure(
        in PhotometryFrame frame, MeasuredSource[] rows, Func<MeasuredSource, double> radiusAt, Func<MeasuredSource, double> widthAt,
        Func<MeasuredSource, Aperture?> ringAt)
    {
        var stamps = new Stamp?[rows.Length];
        var levels = new AnnulusStatistics?[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            if (!double.IsFinite(rows[i].X + rows[i].Y))
            {
                rows[i] = rows[i] with { Group = -1 };
                continue;
            }

            stamps[i] = Touched(rows[i], radiusAt(rows[i]), widthAt(rows[i]));
            var circle = Aperture.Circle(rows[i].X, rows[i].Y, radiusAt(rows[i]));
            if (SepAperture.Edge(circle, frame.Image.Width,
                frame.Image.Height) != 0) rows[i] = rows[i] with { Flags = rows[i].Flags | QualityFlag.CutByEdge };
            if (ringAt(rows[i]) is { } ring)
            {
                using var pixels = frame.Window(ring.Box);
                levels[i] = AnnulusStatistics.Measure(pixels, ring, OverlapMethod.Center, options.ClipSigma, options.ClipIterations);
            }
        }

        var valid = Enumerable.Range(0, rows.Length).Where(i => stamps[i] is not null).ToArray();
        var members = valid.Select(i => new[] { i }).ToArray();
        if (options.GroupSources)
        {
            var groups = SourceGroups.Link(
                [.. rows.Select(row => row.X)], [.. rows.Select(row => row.Y)],
                [.. rows.Select((row, i) => stamps[i] is null ? double.NaN : radiusAt(row))], options.GroupRadiusFactor);
            members = SourceGroups.Members(groups);
            for (var g = 0; g < members.Length; g++)
            {
                foreach (var i in members[g]) rows[i] = rows[i] with { Group = g + 1, GroupSize = members[g].Length };
            }
        }

        foreach (var group in members)
        {
            if (group.Length > 1 && Solve(frame, rows, group, stamps, levels, radiusAt)) continue;
            foreach (var i in group)
            {
                if (!Solve(frame, rows, [i], stamps, levels, radiusAt))
                    rows[i] = rows[i] with
                    {
                        Flux = 0,
                        FluxError = 0,
                        Flags = rows[i].Flags | QualityFlag.AllMasked | QualityFlag.NoUsablePixels | QualityFlag.MaskedInAperture
                    };
            }
        }
    }

    /// <summary>The profile in the pixels that the circle touches with one of 5 × 5 cells, nothing elsewhere.</summary>
    static Stamp Touched(MeasuredSource row, double radius, double width)
    {
        var circle = Aperture.Circle(row.X, row.Y, radius);
        var box = circle.Box;
        var side = Math.Max(box.Width, box.Height);
        box = box with { Width = side, Height = side };
        var stamp = new Stamp(box, new double[side * side]);
        new GaussianProfile(width / Fwhm.PerSigma, side).Fill(row.X, row.Y, box.X, box.Y, stamp.Values);
        var shares = new double[side];
        for (var y = 0; y < side; y++)
        {
            ApertureOverlap.Row(circle, SepAperture.Cells, box.X, box.Y + y, shares);
            for (var x = 0; x < side; x++)
            {
                if (shares[x] == 0) stamp.Values[(y * side) + x] = 0;
            }
        }

        return stamp;
    }

    bool Solve(
        in PhotometryFrame frame, MeasuredSource[] rows, int[] group, Stamp?[] stamps, AnnulusStatistics?[] levels,
        Func<MeasuredSource, double> radiusAt)
    {
        var box = group.Select(i => stamps[i]!.Box).Aggregate((a, b) => a.Union(b));
        using var window = frame.Window(box);
        var weights = new double[window.Counts.Length];
        for (var p = 0; p < weights.Length; p++) weights[p] = (window.State[p] & PixelState.Bad) == 0 && window.Variance[p] > 0
            ? 1 / window.Variance[p] : 0;
        var parts = group.Select(i => stamps[i]!).ToArray();
        var equations = NormalEquations.Build(window.Box, window.Counts, weights, parts);
        var flux = new double[group.Length];
        var inverse = new double[group.Length];
        var halo = SourceGroups.Halo(
            [.. group.Select(i => rows[i].X)], [.. group.Select(i => rows[i].Y)], [.. group.Select(i => radiusAt(rows[i]))],
            options.GroupHaloFactor ?? options.GroupRadiusFactor);
        if (!equations.Solve(flux, inverse, near: halo)) return false;
        double area = 0, level = 0, levelVariance = 0;
        foreach (var i in group)
        {
            if (levels[i] is not { Area: > 0 } found) continue;
            area += found.Area;
            level += found.Area * found.ClippedMean;
            levelVariance += gain > 0 ? found.Area * Math.Max(found.Mean, 0) / gain : 0;
        }

        if (area > 0)
        {
            level /= area;
            levelVariance /= area * area;
        }

        for (var m = 0; m < group.Length; m++)
        {
            var row = rows[group[m]];
            var value = flux[m];
            var variance = inverse[m];
            if (gain > 0 && value > 0) variance += value / gain;
            if (area > 0)
            {
                var circle = Area(window, row, radiusAt(row));
                value -= level * circle;
                variance += levelVariance * circle * circle;
            }

            var flags = row.Flags;
            if (HasMasked(window, parts[m])) flags |= QualityFlag.HasMaskedPixels;
            if ((flags & (QualityFlag.HasMaskedPixels | QualityFlag.CutByEdge)) != 0) flags |= QualityFlag.MaskedInAperture;
            if (group.Length > NormalEquations.LargestExact) flags |= QualityFlag.GroupTooLarge;
            rows[group[m]] = row with { Flux = value, FluxError = Math.Sqrt(variance), LocalBackground = level, Flags = flags };
        }

        return true;
    }

    static bool HasMasked(in PixelWindow window, Stamp stamp)
    {
        for (var p = 0; p < stamp.Values.Length; p++)
        {
            int x = stamp.Box.X + (p % stamp.Box.Width), y = stamp.Box.Y + (p / stamp.Box.Width);
            if (stamp.Values[p] > 0 && !new PixelBox(x, y, 1, 1).Common(window.Box).IsEmpty
                && (window.State[window.IndexOf(x, y)] & PixelState.Bad) != 0)
                return true;
        }

        return false;
    }

    /// <summary>Area of the circle in the image, by cells [pixels].</summary>
    static double Area(in PixelWindow window, MeasuredSource row, double radius) =>
        AperturePhotometry.Sum(window, Aperture.Circle(row.X, row.Y, radius), SepAperture.Cells).Area;
}

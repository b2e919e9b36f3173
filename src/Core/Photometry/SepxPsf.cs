using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>
/// PSF fits by the rules of sep-x: single sources by Gauss-Newton steps, groups with halved steps and fluxes that are not negative.
/// </summary>
sealed class SepxPsf(MeasureOptions options, PsfProfile profile, double gain)
{
    public void Measure(in PhotometryFrame frame, MeasuredSource[] rows)
    {
        var reach = Reach();
        var groups = new int[rows.Length];
        if (options.GroupSources)
        {
            groups = SourceGroups.Link(
                [.. rows.Select(row => row.X)], [.. rows.Select(row => row.Y)], [.. rows.Select(_ => reach)], 1);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (!double.IsFinite(rows[i].X + rows[i].Y)) rows[i] = rows[i] with { Group = -1, Flags = rows[i].Flags | QualityFlag.PoorFit };
            else if (!options.GroupSources) rows[i] = Single(frame, rows[i]);
        }

        if (!options.GroupSources) return;
        var members = SourceGroups.Members(groups);
        for (var g = 0; g < members.Length; g++)
        {
            foreach (var i in members[g]) rows[i] = rows[i] with { Group = g + 1, GroupSize = members[g].Length };
            if (members[g].Length == 1) rows[members[g][0]] = Single(frame, rows[members[g][0]]);
            else Together(frame, rows, members[g]);
        }
    }

    /// <summary>How far a source reaches: the fit radius, or where the PSF falls to 1 % of its peak.</summary>
    double Reach()
    {
        if (options.PsfFitRadius > 0) return options.PsfFitRadius;
        var stamp = Stamp.Around(profile, 0, 0);
        profile.Fill(0, 0, stamp.Box.X, stamp.Box.Y, stamp.Values);
        var peak = stamp.Values.Max();
        double reach = 0;
        for (var i = 0; i < stamp.Values.Length; i++)
        {
            if (Math.Abs(stamp.Values[i]) < 0.01 * peak) continue;
            double dx = stamp.Box.X + (i % stamp.Box.Width), dy = stamp.Box.Y + (i / stamp.Box.Width);
            reach = Math.Max(reach, Math.Sqrt((dx * dx) + (dy * dy)));
        }

        return reach;
    }

    MeasuredSource Single(in PhotometryFrame frame, MeasuredSource row)
    {
        var box = Stamp.Around(profile, PixelBox.PixelAt(row.X, halfUp: true), PixelBox.PixelAt(row.Y, halfUp: true)).Box;
        using var window = frame.Window(box);
        var (counts, weights, flags) = Pixels(
            window, box, row.X, row.Y, options.FitPositions ? null : Stamp.At(profile, row.X, row.Y, halfUp: true));
        var settings = new PsfFitSettings(options.PsfMaxIterations, options.PsfFitRadius, Damping());
        var fit = options.FitPositions
            ? PsfFit.Single(profile, box, counts, weights, row.X, row.Y, settings)
            : PsfFit.Fixed(profile, box, counts, weights, row.X, row.Y);
        return Finish(row, fit, flags);
    }

    double Damping() => options.PositionDampingSn > 0 && options.Psf!.Fwhm > 0 ? options.PositionDampingSn / (options.Psf.Fwhm / 2.3548) : 0;

    /// <summary>
    /// Counts and 1 ÷ V on the pixels of a box; weight zero outside the frame, outside the fit radius and on bad pixels; where the
    /// profile's light is given, only pixels that have some of it.
    /// </summary>
    (double[] Counts, double[] Weights, QualityFlag Flags) Pixels(in PixelWindow window, PixelBox box, double x, double y, Stamp? light)
    {
        var counts = new double[box.Width * box.Height];
        var weights = new double[counts.Length];
        var flags = window.Box == box ? QualityFlag.Good : QualityFlag.CutByEdge;
        var good = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            int px = box.X + (i % box.Width), py = box.Y + (i / box.Width);
            if (window.Box.Common(new PixelBox(px, py, 1, 1)).IsEmpty) continue;
            var index = window.IndexOf(px, py);
            var inside = !(options.PsfFitRadius > 0) || ((px - x) * (px - x)) + ((py - y) * (py - y)) <= options.PsfFitRadius * options.PsfFitRadius;
            if (!inside || light is not null && light.Values[i] == 0) continue;
            if ((window.State[index] & PixelState.Bad) != 0)
            {
                flags |= QualityFlag.HasMaskedPixels;
                continue;
            }

            counts[i] = window.Counts[index];
            var variance = window.Variance[index] + (gain > 0 ? Math.Max(counts[i], 0) / gain : 0);
            if (!(variance > 0)) continue;
            weights[i] = 1 / variance;
            good++;
        }

        return (counts, weights, good > 0 ? flags : flags | QualityFlag.AllMasked);
    }

    MeasuredSource Finish(MeasuredSource row, in PsfFitResult fit, QualityFlag pixelFlags)
    {
        var variance = fit.FluxVariance;
        if (gain > 0 && fit.Flux > 0) variance += fit.Flux / gain;
        var flags = row.Flags | fit.Flags;
        var shift = ((fit.X - row.X) * (fit.X - row.X)) + ((fit.Y - row.Y) * (fit.Y - row.Y));
        if (pixelFlags != 0 || !double.IsFinite(fit.Flux)) flags |= QualityFlag.PoorFit;
        if (options.FitPositions && shift > 1) flags |= QualityFlag.Moved;
        return row with
        {
            Flux = fit.Flux,
            FluxError = Math.Sqrt(variance),
            PsfX = fit.X,
            PsfY = fit.Y,
            ReducedChiSquare = fit.ReducedChiSquare,
            ProfilePixels = fit.Pixels,
            PsfIterations = fit.Iterations,
            PsfFlags = pixelFlags,
            Flags = flags,
        };
    }

    void Together(in PhotometryFrame frame, MeasuredSource[] rows, int[] members)
    {
        var boxes = members.Select(i => Stamp.Around(profile, PixelBox.PixelAt(rows[i].X, halfUp: true),
            PixelBox.PixelAt(rows[i].Y, halfUp: true)).Box).ToArray();
        var box = boxes.Aggregate((a, b) => a.Union(b)).Within(frame.Image.Width, frame.Image.Height);
        using var window = frame.Window(box);
        var counts = window.Counts.ToArray();
        var weights = new double[counts.Length];
        for (var p = 0; p < counts.Length; p++)
        {
            var variance = window.Variance[p] + (gain > 0 ? Math.Max(counts[p], 0) / gain : 0);
            weights[p] = (window.State[p] & PixelState.Bad) == 0 && variance > 0 ? 1 / variance : 0;
        }

        var settings = new PsfFitSettings(options.FitPositions ? options.PsfMaxIterations : 0, options.PsfFitRadius, Damping());
        var fits = PsfGroupFit.Fit(
            profile, box, counts, weights, [.. members.Select(i => rows[i].X)], [.. members.Select(i => rows[i].Y)], settings,
            options.LargestPsfGroup, options.GroupHalo);
        for (var m = 0; m < members.Length; m++)
        {
            var last = Stamp.Around(profile, PixelBox.PixelAt(fits[m].X, halfUp: true), PixelBox.PixelAt(fits[m].Y, halfUp: true)).Box;
            var flags = BoxFlags(window, boxes[m], frame.Image.Width, frame.Image.Height) | BoxFlags(
                window, last, frame.Image.Width, frame.Image.Height);
            rows[members[m]] = Finish(rows[members[m]], fits[m], flags);
        }
    }

    /// <summary>Edge and masked pixels of a box.</summary>
    static QualityFlag BoxFlags(in PixelWindow window, PixelBox box, int width, int height)
    {
        var common = box.Common(window.Box);
        var flags = box.IsWithin(width, height) ? QualityFlag.Good : QualityFlag.CutByEdge;
        var good = false;
        for (var y = common.Y; y < common.Bottom; y++)
        {
            foreach (var state in window.State.Slice(window.IndexOf(common.X, y), common.Width))
            {
                if ((state & PixelState.Bad) != 0) flags |= QualityFlag.HasMaskedPixels;
                else good = true;
            }
        }

        return good ? flags : flags | QualityFlag.AllMasked;
    }
}

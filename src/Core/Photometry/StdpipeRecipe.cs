using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>stdpipe 0.3.0's measure_objects: apertures by photutils, uniformly weighted extraction, groups with a mean variance.</summary>
/// <remarks>
/// Kept to the letter where its tables can tell, weaknesses included: the mask is not applied to aperture sums, sources near the edge
/// lose their optimal flux, errors of groups are too small, the error of the background is left out.
/// </remarks>
sealed class StdpipeRecipe
{
    readonly MeasureInput input;
    readonly MeasureOptions options;
    readonly MeasureSky sky;
    readonly double radius;
    readonly BackgroundRing? ring;
    readonly NoiseModel noise;
    readonly FwhmMap? fwhm;
    readonly PsfProfile? psf;

    public StdpipeRecipe(MeasureInput input, MeasureOptions options, MeasureSky sky)
    {
        this.input = input;
        this.options = options;
        this.sky = sky;
        fwhm = options.Fwhm is { } map && map.Typical > 0 && double.IsFinite(map.Typical) ? map : null;
        var unit = fwhm?.Typical ?? 1;
        radius = options.ApertureRadius * unit;
        ring = options.BackgroundAnnulus is { } given ? new BackgroundRing(given.Inner * unit, given.Outer * unit) : null;
        noise = new NoiseModel { Gain = input.ErrorMap is null ? options.Gain : 0 };
        psf = options.Psf is { } model ? new PsfProfile(model, PsfSampling.Stdpipe) : null;
    }

    PhotometryFrame Frame =>
        new(input.Image.View)
        {
            Mask = input.Mask,
            Background = sky.Level,
            Rms = sky.Error,
            Noise = noise,
            SaturationLevel = options.SaturationLevel
        };

    public MeasuredSource[] Measure(IReadOnlyList<SourcePosition> sources)
    {
        var frame = Frame;
        frame.Validate();
        var rows = new MeasuredSource[sources.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = Start(frame, sources[i], i);
        for (var i = 0; i < rows.Length; i++) rows[i] = Sum(frame, rows[i]);
        if (options.Method == MeasureMethod.Optimal) MeasureOptimal(frame, rows);
        return rows;
    }

    MeasuredSource Start(in PhotometryFrame frame, SourcePosition source, int index)
    {
        var (x, y) = Centroid(frame, source.X, source.Y);
        var row = new MeasuredSource { Index = index, X = x, Y = y, OriginalX = source.X, OriginalY = source.Y, Flags = source.Flags };
        if (!double.IsFinite(x + y))
            return row with { Flags = row.Flags | (ring is null ? QualityFlag.OutsideImage : QualityFlag.NoPositionOrBackground), Area = 0 };
        if (ring is not { } annulus) return row;
        var found = LocalLevel(frame, Aperture.Annulus(x, y, annulus.Inner, annulus.Outer));
        if (!double.IsFinite(found.Level)) return row with { Flags = row.Flags | QualityFlag.NoPositionOrBackground };
        return row with
        {
            LocalBackground = options.IntegerLocalBackground ? Math.Truncate(found.Level) : found.Level,
            LocalBackgroundError = found.LevelError,
        };
    }

    (double X, double Y) Centroid(in PhotometryFrame frame, double x, double y)
    {
        if (options.CentroidIterations == 0 || !double.IsFinite(x + y)) return (x, y);
        var side = (int)Math.Ceiling(radius) | 1;
        var half = side / 2;
        if (x < half || y < half || x >= input.Image.Width - half || y >= input.Image.Height - half) return (x, y);
        if (options.CentroidMethod != CentroidMethod.Psf) return Centroids.CentreOfMass(frame, x, y, side, options.CentroidIterations);
        return Profile(fwhm?.Typical ?? double.NaN) is { } profile
            ? Centroids.ProfileWeighted(frame, profile, x, y, options.CentroidIterations, side)
            : (x, y);
    }

    /// <summary>The PSF model, or a Gaussian of the given width.</summary>
    IProfile? Profile(double width) => psf ?? (width > 0 ? GaussianProfile.OfFwhm(width, scaled: true) : (IProfile?)null);

    LocalBackground LocalLevel(in PhotometryFrame frame, in Aperture annulus)
    {
        using var window = frame.Window(annulus.Box);
        return options.BackgroundOrder == 0
            ? new AnnulusBackground { Estimator = SkyEstimator.Mode }.Estimate(window, annulus)
            : SurfaceBackground.Estimate(window, annulus, options.BackgroundOrder);
    }

    /// <summary>Adds area, sky noise and flags of the aperture, and the flux of a sum.</summary>
    MeasuredSource Sum(in PhotometryFrame frame, MeasuredSource row)
    {
        if (!double.IsFinite(row.X + row.Y)) return row;
        var circle = Aperture.Circle(row.X, row.Y, radius);
        using var window = frame.Window(circle.Box);
        var sum = AperturePhotometry.Sum(window, circle, OverlapMethod.Exact, PixelState.NotFinite);
        row = row with
        {
            Flags = row.Flags | sum.Flags,
            MaskedArea = sum.MaskedArea,
            EdgeFraction = sum.EdgeFraction,
            BackgroundFluxError = double.NaN
        };
        if (!(sum.Area > 0)) return row;
        row = row with { Area = sum.UsedArea, BackgroundFluxError = SkyError(circle) };
        if (options.Method != MeasureMethod.Aperture) return row;
        return row with { Flux = sum.Flux - (row.LocalBackground * sum.UsedArea), FluxError = Math.Sqrt(sum.Variance) };
    }

    double SkyError(in Aperture circle)
    {
        if (sky.SkyRms is null) return 0;
        var frame = new PhotometryFrame(input.Image.View) { Rms = sky.SkyRms };
        using var window = frame.Window(circle.Box);
        return Math.Sqrt(AperturePhotometry.Sum(window, circle, OverlapMethod.Exact, PixelState.Good).Variance);
    }

    void MeasureOptimal(in PhotometryFrame frame, MeasuredSource[] rows)
    {
        if (!options.GroupSources)
        {
            for (var i = 0; i < rows.Length; i++) rows[i] = Single(frame, rows[i], WidthAt(rows[i]));
            return;
        }

        var groups = SourceGroups.Link([.. rows.Select(row => row.X)], [.. rows.Select(row => row.Y)], options.GroupRadius ?? (2 * radius));
        for (var i = 0; i < rows.Length; i++)
        {
            if (groups[i] < 0) rows[i] = Single(frame, rows[i], double.NaN) with { Group = -1 };
        }

        var members = SourceGroups.Members(groups);
        for (var g = 0; g < members.Length; g++)
        {
            foreach (var i in members[g]) rows[i] = rows[i] with { Group = g + 1, GroupSize = members[g].Length };
            if (members[g].Length > 1 && Together(frame, rows, members[g])) continue;
            foreach (var i in members[g]) rows[i] = Single(frame, rows[i], WidthAt(rows[i]));
        }
    }

    double WidthAt(MeasuredSource row) => fwhm is null || !double.IsFinite(row.X + row.Y) ? double.NaN : fwhm.At(row.X, row.Y);

    MeasuredSource Single(in PhotometryFrame frame, MeasuredSource row, double width)
    {
        var failed = row with { Flags = row.Flags | QualityFlag.OptimalFailed, Flux = double.NaN, FluxError = double.NaN };
        if (!double.IsFinite(row.X + row.Y) || Profile(width) is not { } profile) return failed;
        var stamp = Stamp.At(profile, row.X, row.Y);
        if (!Fits(stamp.Box)) return failed with { Flags = failed.Flags | QualityFlag.CutByEdge };
        using var window = frame.Window(stamp.Box);
        int centreX = stamp.Box.Width / 2, centreY = stamp.Box.Height / 2;
        var counts = new double[stamp.Values.Length];
        var variance = new double[stamp.Values.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            int dx = (i % stamp.Box.Width) - centreX, dy = (i / stamp.Box.Width) - centreY;
            if ((window.State[i] & PixelState.Bad) != 0 || (dx * dx) + (dy * dy) > radius * radius) continue;
            counts[i] = window.Counts[i] - row.LocalBackground;
            variance[i] = window.Variance[i];
        }

        var result = OptimalExtraction.Uniform(counts, variance, stamp.Values);
        return double.IsFinite(result.Flux) ? With(row, result) : failed with { Flags = failed.Flags | result.Flags };
    }

    static MeasuredSource With(MeasuredSource row, in Extraction result) => row with
    {
        Flux = result.Flux,
        FluxError = result.FluxError,
        ReducedChiSquare = result.ReducedChiSquare,
        ProfilePixels = result.Pixels,
        ProfileSum = result.ProfileSum,
        Flags = row.Flags | result.Flags | (result.ReducedChiSquare > 1000 ? QualityFlag.PoorFit : 0),
    };

    /// <summary>Whether a box lies in the frame with a line to spare at its far sides.</summary>
    bool Fits(PixelBox box) => box.X >= 0 && box.Y >= 0 && box.Right < input.Image.Width && box.Bottom < input.Image.Height;

    bool Together(in PhotometryFrame frame, MeasuredSource[] rows, int[] members)
    {
        var width = SigmaClip.Median([.. members.Select(i => WidthAt(rows[i]))]);
        if (Profile(width) is not { } profile) return false;
        var stamps = members.Select(i => Stamp.At(profile, rows[i].X, rows[i].Y)).ToArray();
        int halfX = profile.Width / 2, halfY = profile.Height / 2;
        int left = (int)Math.Floor(members.Min(i => rows[i].X)) - halfX, right = (int)Math.Ceiling(members.Max(i => rows[i].X)) + halfX;
        int top = (int)Math.Floor(members.Min(i => rows[i].Y)) - halfY, bottom = (int)Math.Ceiling(members.Max(i => rows[i].Y)) + halfY;
        var box = new PixelBox(left, top, right - left + 1, bottom - top + 1);
        if (!Fits(box with { Width = box.Width - 1, Height = box.Height - 1 })) return false;
        using var window = frame.Window(box);
        var level = members.Average(i => rows[i].LocalBackground);
        var constant = ring is not null && level != 0;
        var counts = new double[window.Counts.Length];
        var weights = new double[counts.Length];
        double variances = 0;
        var pixels = 0;
        foreach (var i in members) Mark(window, rows[i].X, rows[i].Y, weights);
        for (var p = 0; p < counts.Length; p++)
        {
            counts[p] = window.Counts[p] - (constant ? level : 0);
            if ((window.State[p] & PixelState.Bad) != 0 || !(window.Variance[p] > 0)) weights[p] = 0;
            if (weights[p] == 0) continue;
            variances += window.Variance[p];
            pixels++;
        }

        var equations = NormalEquations.Build(box, counts, weights, stamps, constant);
        var solution = new double[equations.Count];
        var inverse = new double[equations.Count];
        if (pixels <= equations.Count || !equations.Solve(solution, inverse)) return false;
        var model = new double[counts.Length];
        if (constant) Array.Fill(model, solution[^1]);
        for (var m = 0; m < stamps.Length; m++) stamps[m].AddTo(box, model, solution[m]);
        double squares = 0;
        for (var p = 0; p < counts.Length; p++)
        {
            if (weights[p] > 0) squares += (counts[p] - model[p]) * (counts[p] - model[p]) / window.Variance[p];
        }

        for (var m = 0; m < members.Length; m++)
        {
            var error = Math.Sqrt(inverse[m] * variances / pixels);
            rows[members[m]] = With(rows[members[m]], new Extraction(
                solution[m], error, squares / (pixels - equations.Count), pixels, stamps[m].SumWhere(box, weights), double.NaN,
                equations.Count > NormalEquations.LargestExact ? QualityFlag.GroupTooLarge : 0));
        }

        return true;
    }

    void Mark(in PixelWindow window, double x, double y, double[] weights)
    {
        var near = PixelBox.Around(x, y, radius, radius);
        for (var py = Math.Max(near.Y, window.Box.Y); py < Math.Min(near.Bottom, window.Box.Bottom); py++)
        {
            for (var px = Math.Max(near.X, window.Box.X); px < Math.Min(near.Right, window.Box.Right); px++)
            {
                if (((px - x) * (px - x)) + ((py - y) * (py - y)) <= radius * radius) weights[window.IndexOf(px, py)] = 1;
            }
        }
    }
}

using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>
/// Optimal extraction and PSF fits by our own rules, for one source or a group: existing pixels only, one weighted solution, full
/// covariance.
/// </summary>
sealed class ProfileMeasurement(MeasureOptions options, NoiseModel noise, IProfile? psf, FwhmMap? fwhm)
{
    /// <summary>Rounds of a PSF fit in which the noise of the fitted light replaces that of the round before.</summary>
    const int NoiseRounds = 2;

    readonly GaussianProfile? constant = psf is null && fwhm is { IsMap: false } ? GaussianProfile.OfFwhm(fwhm.Typical) : null;

    /// <param name="frame">The frame with the variance of the sky alone.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="group">Those to measure together.</param>
    /// <param name="radiusAt">Radius of the pixels that an optimal extraction uses.</param>
    public void Measure(in PhotometryFrame frame, MeasuredSource[] rows, int[] group, Func<MeasuredSource, double> radiusAt)
    {
        var profiles = group.Select(i => ProfileAt(rows[i])).ToArray();
        var stamps = group.Select((i, m) => Stamp.At(profiles[m], rows[i].X, rows[i].Y)).ToArray();
        var box = stamps.Select(stamp => stamp.Box).Aggregate((a, b) => a.Union(b)).Within(frame.Image.Width, frame.Image.Height);
        if (box.IsEmpty)
        {
            foreach (var i in group) rows[i] = Lost(rows[i], QualityFlag.OutsideImage | QualityFlag.NoUsablePixels);
            return;
        }

        using var window = frame.Window(box);
        var levelError = group.Average(i => rows[i].LocalBackgroundError);
        var counts = new double[window.Counts.Length];
        var variance = new double[counts.Length];
        var distance = new double[counts.Length];
        window.Counts.CopyTo(counts);
        Array.Fill(distance, double.PositiveInfinity);
        for (var m = 0; m < group.Length; m++)
        {
            var radius = options.Method == MeasureMethod.Optimal ? radiusAt(rows[group[m]]) : options.PsfFitRadius;
            var flags = Select(window, rows[group[m]], stamps[m].Box, radius, counts, variance, distance);
            rows[group[m]] = rows[group[m]] with { Flags = rows[group[m]].Flags | flags };
        }

        var fitted = options.Method == MeasureMethod.Psf && options.FitPositions
            ? FitPositions(rows, group, profiles[0], box, counts, variance)
            : null;
        if (fitted is not null)
        {
            for (var m = 0; m < group.Length; m++) stamps[m] = Stamp.At(profiles[m], fitted[m].X, fitted[m].Y);
        }

        var halo = SourceGroups.Halo(
            [.. group.Select(i => rows[i].X)], [.. group.Select(i => rows[i].Y)], [.. group.Select(i => radiusAt(rows[i]))],
            options.GroupHaloFactor ?? options.GroupRadiusFactor);
        var results = JointExtraction.Measure(box, counts, variance, stamps, noise.Gain, halo);
        for (var m = 0; m < group.Length; m++)
        {
            var row = rows[group[m]];
            var result = results?[m] ?? Alone(box, counts, variance, stamps[m]);
            if (fitted is not null) row = WithPosition(row, fitted[m]);
            else if (options.Method == MeasureMethod.Psf) row = row with { PsfX = row.X, PsfY = row.Y };
            if (results is null && group.Length > 1) row = row with { Flags = row.Flags | QualityFlag.PoorFit };
            rows[group[m]] = double.IsFinite(result.Flux) ? With(row, result, fitted?[m], levelError) : Lost(row, result.Flags);
        }
    }

    /// <summary>The PSF model, or a Gaussian of the width at the source.</summary>
    IProfile ProfileAt(MeasuredSource row) => psf ?? constant ?? GaussianProfile.OfFwhm(fwhm!.At(row.X, row.Y));

    /// <summary>
    /// Marks the usable pixels of one source with their variance, takes the local level of the nearest source off, and tells what is wrong
    /// with the pixels that cannot be used.
    /// </summary>
    static QualityFlag Select(
        in PixelWindow window, MeasuredSource row, PixelBox box, double radius, double[] counts, double[] variance, double[] distance)
    {
        if (radius > 0) box = PixelBox.Around(row.X, row.Y, radius, radius).Common(box);
        var common = box.Common(window.Box);
        var flags = common == box ? QualityFlag.Good : QualityFlag.CutByEdge;
        for (var y = common.Y; y < common.Bottom; y++)
        {
            for (var x = common.X; x < common.Right; x++)
            {
                double dx = x - row.X, dy = y - row.Y;
                var squared = (dx * dx) + (dy * dy);
                if (radius > 0 && squared > radius * radius) continue;
                var p = window.IndexOf(x, y);
                if (squared < distance[p]) (distance[p], counts[p]) = (squared, window.Counts[p] - row.LocalBackground);
                if ((window.State[p] & PixelState.Saturated) != 0) flags |= QualityFlag.Saturated;
                if ((window.State[p] & PixelState.Replaced) != 0) flags |= QualityFlag.ReplacedPixels;
                if ((window.State[p] & PixelState.Bad) != 0) flags |= QualityFlag.HasMaskedPixels;
                else variance[p] = window.Variance[p];
            }
        }

        return flags;
    }

    PsfFitResult[] FitPositions(MeasuredSource[] rows, int[] group, IProfile profile, PixelBox box, double[] counts, double[] variance)
    {
        double[] x = [.. group.Select(i => rows[i].X)], y = [.. group.Select(i => rows[i].Y)];
        double[] weights = new double[counts.Length], model = new double[counts.Length];
        var damping = options.PositionDampingSn > 0 ? options.PositionDampingSn / (Width(rows[group[0]]) / Fwhm.PerSigma) : 0;
        var settings = new PsfFitSettings(options.PsfMaxIterations, options.PsfFitRadius, damping);
        PsfFitResult[] fits = [];
        for (var round = 0; round < (noise.Gain > 0 ? NoiseRounds : 1); round++)
        {
            JointExtraction.Weigh(variance, model, noise.Gain, weights);
            fits = PsfGroupFit.Fit(profile, box, counts, weights, x, y, settings, options.LargestPsfGroup, options.GroupHalo);
            Array.Clear(model);
            foreach (var fit in fits) Stamp.At(profile, fit.X, fit.Y).AddTo(box, model, fit.Flux);
        }

        JointExtraction.Weigh(variance, model, noise.Gain, weights);
        return PsfGroupFit.WithPositionErrors(profile, box, weights, fits, options.LargestPsfGroup);
    }

    double Width(MeasuredSource row) => fwhm?.At(row.X, row.Y) ?? (options.Psf!.Fwhm > 0 ? options.Psf.Fwhm : 3);

    static MeasuredSource WithPosition(MeasuredSource row, in PsfFitResult fit)
    {
        double dx = fit.X - row.X, dy = fit.Y - row.Y;
        return row with
        {
            PsfX = fit.X,
            PsfY = fit.Y,
            PsfIterations = fit.Iterations,
            PsfFlags = row.Flags & (QualityFlag.CutByEdge | QualityFlag.HasMaskedPixels),
            Flags = row.Flags | (fit.Flags & ~QualityFlag.NegativeFluxClamped) | ((dx * dx) + (dy * dy) > 1 ? QualityFlag.Moved : 0),
        };
    }

    Extraction Alone(PixelBox box, double[] counts, double[] variance, Stamp stamp) =>
        JointExtraction.Measure(box, counts, variance, [stamp], noise.Gain)?[0] ?? Extraction.Failed(QualityFlag.NoUsablePixels);

    MeasuredSource With(MeasuredSource row, in Extraction result, PsfFitResult? fit, double levelError)
    {
        // A fitted position widens the error of the flux where neighbours are near.
        var own = Math.Max(result.FluxError * result.FluxError, fit?.FluxVariance ?? 0);
        return row with
        {
            Flux = result.Flux,
            FluxError = Math.Sqrt(own + noise.CommonVariance(result.Flux, result.LevelResponse, levelError)),
            ReducedChiSquare = result.ReducedChiSquare,
            ProfilePixels = result.Pixels,
            ProfileSum = result.ProfileSum,
            Flags = row.Flags | result.Flags | (result.ReducedChiSquare > 1000 ? QualityFlag.PoorFit : 0),
        };
    }

    static MeasuredSource Lost(MeasuredSource row, QualityFlag why) =>
        row with { Flux = double.NaN, FluxError = double.NaN, Flags = row.Flags | why | QualityFlag.OptimalFailed };
}

namespace Nocturne.Core.Photometry.Psf;

/// <summary>
/// Builds an empirical PSF from stars: cut-outs freed of their neighbours and centred by spline, a polynomial per sample, a taper at the
/// rim.
/// </summary>
/// <remarks>
/// It always ends with a PSF: stars that drift, stand at the edge or hold bad pixels are left out, a degree that the stars do not carry
/// is lowered, and without stars a Gaussian of the given width serves. The result says which.
/// </remarks>
public static class PsfBuilder
{
    /// <param name="frame">The frame; its background must be known.</param>
    /// <param name="stars">Stars to build from.</param>
    /// <param name="others">All stars of the frame, to take off beside the chosen ones; may hold the chosen ones.</param>
    /// <param name="options">How to build.</param>
    /// <exception cref="ArgumentException">An option has no meaning.</exception>
    public static PsfBuildResult Build(
        in PhotometryFrame frame, IReadOnlyList<PsfStar> stars, IReadOnlyList<PsfStar> others, PsfBuildOptions options)
    {
        options.Validate();
        var side = (options.Side > 0 ? options.Side : Math.Max(15, (int)Math.Ceiling(6.5 * options.Fwhm))) | 1;
        var grid = new PsfGrid(side, options.Oversampling);
        var gaussian = Gaussian(grid, options.Fwhm);
        var cutouts = new List<PsfCutout>();
        foreach (var star in stars)
        {
            if (PsfCutout.Read(frame, star, others, side, options.Fwhm) is { } cutout) cutouts.Add(cutout);
        }

        var result = new PsfBuildResult(gaussian, 0, 0, true);
        var profile = new PsfProfile(gaussian);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var cutout in cutouts)
            {
                cutout.Clean(profile);
                cutout.Centre(profile);
            }

            cutouts.RemoveAll(cutout => !(cutout.Drift <= options.LargestDrift) || !(cutout.Flux > 0));
            if (Combine(grid, cutouts, frame.Image.Width, frame.Image.Height, options) is not { } next) break;
            result = next;
            profile = new PsfProfile(result.Model);
        }

        return result;
    }

    /// <summary>A Gaussian after the pixel, on the samples of a grid.</summary>
    static PsfModel Gaussian(PsfGrid grid, double fwhm)
    {
        var point = new GaussianProfile(fwhm / Fwhm.PerSigma, 1);
        var samples = new double[grid.Count * grid.Count];
        Span<double> one = stackalloc double[1];
        for (var s = 0; s < samples.Length; s++)
        {
            point.Fill(grid.Offset(s % grid.Count), grid.Offset(s / grid.Count), 0, 0, one);
            samples[s] = one[0];
        }

        return new PsfModel(grid.Count, grid.Count, grid.Step, 0, [samples]) { Fwhm = fwhm };
    }

    static PsfBuildResult? Combine(PsfGrid grid, List<PsfCutout> cutouts, int width, int height, PsfBuildOptions options)
    {
        var kept = cutouts.Select(cutout => (Star: cutout, Samples: grid.Resample(cutout))).Where(pair => pair.Samples is not null).ToList();
        if (kept.Count == 0) return null;
        double[][] planes = [];
        var degree = 0;
        for (var round = 0; round < 3; round++)
        {
            degree = options.Degree;
            while (degree > 0 && kept.Count < options.StarsPerTerm * PolynomialField.Terms(degree)) degree--;
            planes = Fit(kept, degree, width, height);
            while (PolynomialField.Terms(degree) > planes.Length) degree--;
            var residuals = kept.Select(pair => Residual(pair.Star, pair.Samples!, planes, degree, width, height)).ToArray();
            var sorted = residuals.Order().ToArray();
            var median = SigmaClip.MedianOfSorted(sorted);
            var limit = median + (options.ClipSigma * 1.4826 * SigmaClip.MadOfSorted(sorted, median));
            var good = kept.Where((_, i) => residuals[i] <= limit).ToList();
            if (kept.Count < 5 || good.Count == kept.Count || good.Count < 3) break;
            kept = good;
        }

        grid.Taper(planes);
        return Normalised(planes)
            ? new PsfBuildResult(
                new PsfModel(grid.Count, grid.Count, grid.Step, degree, planes)
                {
                    Fwhm = options.Fwhm,
                    XZero = width / 2.0,
                    XScale = width / 2.0,
                    YZero = height / 2.0,
                    YScale = height / 2.0
                },
                kept.Count,
                degree,
                false)
            : null;
    }

    /// <summary>Least squares per sample in powers of the position, brighter stars with more weight.</summary>
    static double[][] Fit(List<(PsfCutout Star, double[]? Samples)> stars, int degree, int width, int height)
    {
        const double Ridge = 1e-6;
        var terms = PolynomialField.Terms(degree);
        var median = SigmaClip.Median([.. stars.Select(pair => pair.Star.Flux)]);
        var normal = new double[terms * terms];
        var basis = stars.Select(pair => Basis(pair.Star, degree, width, height)).ToArray();
        var weights = stars.Select(pair => Math.Clamp(pair.Star.Flux / median, 0.3, 5)).ToArray();
        for (var i = 0; i < stars.Count; i++)
        {
            for (var r = 0; r < terms; r++)
            {
                for (var c = 0; c <= r; c++) normal[(r * terms) + c] += weights[i] * basis[i][r] * basis[i][c];
            }
        }

        for (var t = 1; t < terms; t++) normal[(t * terms) + t] += Ridge;
        var planes = Enumerable.Range(0, terms).Select(_ => new double[stars[0].Samples!.Length]).ToArray();

        // Stars on a line do not fix a polynomial of the plane; the constant term is always fixed.
        if (!SymmetricSolver.Factor(normal, terms)) return Fit(stars, degree - 1, width, height);
        var right = new double[terms];
        for (var s = 0; s < planes[0].Length; s++)
        {
            Array.Clear(right);
            for (var i = 0; i < stars.Count; i++)
            {
                for (var t = 0; t < terms; t++) right[t] += weights[i] * basis[i][t] * stars[i].Samples![s];
            }

            SymmetricSolver.SubstituteFactor(normal, terms, right);
            for (var t = 0; t < terms; t++) planes[t][s] = right[t];
        }

        return planes;
    }

    /// <summary>Powers of the position in the order of <see cref="PsfModel"/>.</summary>
    static double[] Basis(PsfCutout star, int degree, int width, int height)
    {
        double u = (star.X - (width / 2.0)) / (width / 2.0), v = (star.Y - (height / 2.0)) / (height / 2.0);
        var basis = new List<double>();
        for (var j = 0; j <= degree; j++)
        {
            for (var i = 0; i <= degree - j; i++) basis.Add(Math.Pow(u, i) * Math.Pow(v, j));
        }

        return [.. basis];
    }

    static double Residual(PsfCutout star, double[] samples, double[][] planes, int degree, int width, int height)
    {
        var basis = Basis(star, degree, width, height);
        double sum = 0;
        for (var s = 0; s < samples.Length; s++)
        {
            var model = 0.0;
            for (var t = 0; t < basis.Length; t++) model += basis[t] * planes[t][s];
            sum += (samples[s] - model) * (samples[s] - model);
        }

        return Math.Sqrt(sum / samples.Length);
    }

    /// <summary>
    /// Makes the constant plane sum to one and the others to zero, so that a star's light does not change over the field.
    /// </summary>
    static bool Normalised(double[][] planes)
    {
        var total = planes[0].Sum();
        if (!(total > 0) || !double.IsFinite(total)) return false;
        for (var s = 0; s < planes[0].Length; s++) planes[0][s] /= total;
        for (var t = 1; t < planes.Length; t++)
        {
            var sum = planes[t].Sum() / total;
            for (var s = 0; s < planes[t].Length; s++) planes[t][s] = (planes[t][s] / total) - (sum * planes[0][s]);
        }

        return planes.All(plane => plane.All(double.IsFinite));
    }
}

using Nocturne.Core.Photometry.Photometers;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>Measures the point source of a frame on the frame's own stars: the seeing changes from frame to frame, and fluxes with it.</summary>
public static class FramePsfFit
{
    /// <summary>How far a profile is followed [standard deviations; of the Gaussian of its width].</summary>
    const double GaussianExtent = 5.1;
    const double MoffatExtent = 9;

    /// <summary>Exponents among which the best is looked for, the one that is taken where no star tells, and steps that find it to a few percent.</summary>
    const double SmallestBeta = 1.5, LargestBeta = 20, UsualBeta = 3;
    const int BetaSteps = 7;

    /// <summary>A star nearer to another than this does not show its width [standard deviations of the point source].</summary>
    const double Isolation = 8;

    /// <summary>With fewer isolated stars, those with neighbours are looked at as well.</summary>
    const int LeastIsolated = 3;

    /// <summary>Rounds in which point source and neighbours' light make each other better.</summary>
    const int CrowdedRounds = 4;

    /// <summary>Sizes further from the median than so many deviations are not those of stars.</summary>
    const double ClipSigma = 4;

    /// <param name="frame">Counts above the sky, with noise model.</param>
    /// <param name="places">The band's sources in the frame, brightest first, with the shape that the band has on the whole.</param>
    /// <param name="options">How to measure.</param>
    /// <exception cref="ArgumentException">There is no source.</exception>
    public static FramePsf Measure(in PhotometryFrame frame, ReadOnlySpan<SourcePlace> places, FramePsfOptions options)
    {
        if (places.IsEmpty) throw new ArgumentException("A frame without sources has no point source.", nameof(places));
        var beta = options.Kind == FramePsfKind.Moffat ? options.Beta ?? BestBeta(frame, places, options) : 0;
        var shapes = Shapes(frame, places, beta, options, null);
        if (shapes.Count < LeastIsolated)
        {
            // No star stands alone: what is known of the point source takes the neighbours' light off, and so becomes better known.
            var crowded = Of(Guess(places[0], beta), beta, 0);
            for (var round = 0; round < CrowdedRounds; round++)
            {
                shapes = Shapes(frame, places, beta, options, crowded);
                if (shapes.Count == 0) break;
                crowded = Of(Mean(shapes), beta, shapes.Count);
            }
        }

        var psf = Of(shapes.Count > 0 ? Mean(shapes) : Guess(places[0], beta), beta, shapes.Count);
        return options.Kind == FramePsfKind.Epsf && shapes.Count > 0 ? Empirical(frame, places, options, psf) : psf;
    }

    /// <summary>The exponent with which the stars are fitted best, by golden section in its inverse: from wings that hold a fifth of the light to a Gaussian.</summary>
    static double BestBeta(in PhotometryFrame frame, ReadOnlySpan<SourcePlace> places, FramePsfOptions options)
    {
        const double golden = 0.6180339887498949;
        var (low, high) = (1 / LargestBeta, 1 / SmallestBeta);
        var (left, right) = (high - (golden * (high - low)), low + (golden * (high - low)));
        var (ofLeft, ofRight) = (Misfit(frame, places, 1 / left, options), Misfit(frame, places, 1 / right, options));
        for (var step = 0; step < BetaSteps; step++)
        {
            if (ofLeft <= ofRight)
            {
                (high, right, ofRight) = (right, left, ofLeft);
                left = high - (golden * (high - low));
                ofLeft = Misfit(frame, places, 1 / left, options);
            }
            else
            {
                (low, left, ofLeft) = (left, right, ofRight);
                right = low + (golden * (high - low));
                ofRight = Misfit(frame, places, 1 / right, options);
            }
        }

        return double.IsFinite(Math.Min(ofLeft, ofRight)) ? 2 / (low + high) : UsualBeta;
    }

    /// <summary>Mean misfit of the stars without the worst fifth, which a hit or a galaxy may be; infinite when none can be fitted.</summary>
    static double Misfit(in PhotometryFrame frame, ReadOnlySpan<SourcePlace> places, double beta, FramePsfOptions options)
    {
        var shapes = Shapes(frame, places, beta, options, null);
        if (shapes.Count == 0) return double.PositiveInfinity;
        double[] sorted = [.. shapes.Select(shape => shape.Misfit).Order()];
        return sorted.AsSpan(0, (int)Math.Ceiling(0.8 * sorted.Length)).ToArray().Average();
    }

    static FramePsf Of((double Xx, double Yy, double Xy) shape, double beta, int stars)
    {
        var width = beta > 0 ? StarShapeFit.MoffatScale(beta) : 1;
        var (major, minor, angle) = EllipticalProfile.Axes(shape.Xx / width, shape.Yy / width, shape.Xy / width);
        var side = (2 * (int)Math.Ceiling((beta > 0 ? MoffatExtent : GaussianExtent) * major)) + 1;
        return new FramePsf(new EllipticalProfile(shape.Xx, shape.Yy, shape.Xy, beta, side), major, minor, angle, stars);
    }

    /// <summary>Shapes of the brightest stars.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="places">The sources.</param>
    /// <param name="beta">Exponent; zero for a Gaussian.</param>
    /// <param name="options">How many stars, and how good.</param>
    /// <param name="crowded">Point source with which the neighbours' light is taken off; none to look at isolated stars only.</param>
    static List<StarShapeFit.Shape> Shapes(in PhotometryFrame frame, ReadOnlySpan<SourcePlace> places, double beta, FramePsfOptions options, FramePsf? crowded)
    {
        var sky = frame.WithNoise(frame.Noise with { Gain = 0 });
        var light = crowded is null ? [] : Light(frame, places, crowded);
        var shapes = new List<StarShapeFit.Shape>();
        for (var (i, tried) = (0, 0); i < places.Length && tried < options.Stars; i++)
        {
            if (!places[i].IsKnown || (crowded is null && !IsIsolated(places, i))) continue;
            tried++;
            var others = light.Where((_, j) => j != i).ToArray();
            if (StarShapeFit.Fit(sky, places[i], beta, frame.Noise.Gain, others) is { } shape && shape.SignalToNoise >= options.LeastSignalToNoise) shapes.Add(shape);
        }

        return shapes;
    }

    /// <summary>The light of all sources, shared out with a point source.</summary>
    static (Stamp Light, double Flux)[] Light(in PhotometryFrame frame, ReadOnlySpan<SourcePlace> places, FramePsf psf)
    {
        var rows = new ProfilePhotometer(MeasureMethod.Psf, FitPositions: false).Rows(new FrameView { Frame = frame, Places = places, Catalogue = places, Psf = psf });
        return [.. rows.Select(row => (Stamp.At(psf.Profile, row.X, row.Y), row.Flux > 0 ? row.Flux : 0))];
    }

    static bool IsIsolated(ReadOnlySpan<SourcePlace> places, int star)
    {
        var limit = Isolation * places[star].SemiMajorSigma;
        for (var j = 0; j < places.Length; j++)
        {
            double dx = places[j].X - places[star].X, dy = places[j].Y - places[star].Y;
            if (j != star && (dx * dx) + (dy * dy) < limit * limit) return false;
        }

        return true;
    }

    /// <summary>Weighted mean of the shapes of the stars that are as wide as most.</summary>
    static (double Xx, double Yy, double Xy) Mean(List<StarShapeFit.Shape> shapes)
    {
        double[] sizes = [.. shapes.Select(Size)];
        double[] sorted = [.. sizes.Order()];
        var median = SigmaClip.MedianOfSorted(sorted);
        var limit = ClipSigma * SigmaClip.MadToSigma * SigmaClip.MadOfSorted(sorted, median);
        double xx = 0, yy = 0, xy = 0, sum = 0;
        for (var i = 0; i < shapes.Count; i++)
        {
            if (shapes.Count >= 4 && Math.Abs(sizes[i] - median) > limit) continue;
            var weight = shapes[i].SignalToNoise * shapes[i].SignalToNoise;
            xx += weight * shapes[i].Xx;
            yy += weight * shapes[i].Yy;
            xy += weight * shapes[i].Xy;
            sum += weight;
        }

        return (xx / sum, yy / sum, xy / sum);
    }

    static double Size(StarShapeFit.Shape shape) => Math.Pow((shape.Xx * shape.Yy) - (shape.Xy * shape.Xy), 0.25);

    static (double Xx, double Yy, double Xy) Guess(SourcePlace place, double beta)
    {
        var scale = beta > 0 ? StarShapeFit.MoffatScale(beta) : 1;
        var (xx, yy, xy) = EllipticalProfile.Covariance(place.SemiMajorSigma, place.SemiMinorSigma, place.Orientation);
        return (scale * xx, scale * yy, scale * xy);
    }

    static FramePsf Empirical(in PhotometryFrame frame, ReadOnlySpan<SourcePlace> places, FramePsfOptions options, FramePsf gaussian)
    {
        var all = new List<PsfStar>();
        foreach (var place in places)
        {
            if (place.IsKnown) all.Add(new(place.X, place.Y, FluxAt(frame, place)));
        }

        var built = PsfBuilder.Build(frame, [.. all.Take(options.Stars)], all, new PsfBuildOptions { Fwhm = gaussian.Fwhm });
        return built.Analytic ? gaussian : gaussian with { Profile = new PsfProfile(built.Model), Stars = built.StarsUsed };
    }

    static double FluxAt(in PhotometryFrame frame, in SourcePlace place) =>
        AperturePhotometry.Measure(frame, place.Ellipse(Fwhm.PerSigma), OverlapMethod.Exact).Flux;
}

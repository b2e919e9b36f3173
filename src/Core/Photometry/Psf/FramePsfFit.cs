using Nocturne.Core.Photometry.Photometers;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>Measures the point source of a frame on the frame's own stars: the seeing changes from frame to frame, and fluxes with it.</summary>
public static class FramePsfFit
{
    /// <summary>How far a profile is followed [standard deviations; of the Gaussian of its width].</summary>
    const double GaussianExtent = 5.1;
    const double MoffatExtent = 9;

    /// <summary>A star nearer to another than this does not show its width [standard deviations of the point source].</summary>
    const double Isolation = 8;

    /// <summary>Sizes further from the median than so many deviations are not those of stars.</summary>
    const double ClipSigma = 4;

    /// <param name="frame">Counts above the sky, with noise model.</param>
    /// <param name="places">The band's sources in the frame, brightest first, with the shape that the band has on the whole.</param>
    /// <param name="options">How to measure.</param>
    /// <exception cref="ArgumentException">There is no source.</exception>
    public static FramePsf Measure(in PhotometryFrame frame, ReadOnlySpan<SourcePlace> places, FramePsfOptions options)
    {
        if (places.IsEmpty) throw new ArgumentException("A frame without sources has no point source.", nameof(places));
        var beta = options.Kind == FramePsfKind.Moffat ? options.Beta : 0;
        var shapes = Shapes(frame, places, beta, options, isolatedOnly: true);
        if (shapes.Count == 0) shapes = Shapes(frame, places, beta, options, isolatedOnly: false);
        var (xx, yy, xy) = shapes.Count > 0 ? Mean(shapes) : Guess(places[0], beta);
        var width = beta > 0 ? StarShapeFit.MoffatScale(beta) : 1;
        var (major, minor, angle) = EllipticalProfile.Axes(xx / width, yy / width, xy / width);
        var side = (2 * (int)Math.Ceiling((beta > 0 ? MoffatExtent : GaussianExtent) * major)) + 1;
        var psf = new FramePsf(new EllipticalProfile(xx, yy, xy, beta, side), major, minor, angle, shapes.Count);
        return options.Kind == FramePsfKind.Epsf && shapes.Count > 0 ? Empirical(frame, places, options, psf) : psf;
    }

    static List<StarShapeFit.Shape> Shapes(in PhotometryFrame frame, ReadOnlySpan<SourcePlace> places, double beta, FramePsfOptions options, bool isolatedOnly)
    {
        var sky = frame.WithNoise(frame.Noise with { Gain = 0 });
        var shapes = new List<StarShapeFit.Shape>();
        for (var (i, tried) = (0, 0); i < places.Length && tried < options.Stars; i++)
        {
            if (!places[i].IsKnown || (isolatedOnly && !IsIsolated(places, i))) continue;
            tried++;
            if (StarShapeFit.Fit(sky, places[i], beta, frame.Noise.Gain) is { } shape && shape.SignalToNoise >= options.LeastSignalToNoise) shapes.Add(shape);
        }

        return shapes;
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

using Nocturne.Core.Photometry;

namespace Nocturne.Core.Roman;

/// <summary>The image's own curve of encircled light, from isolated stars: (S(r) − π r² m) / (S(R) − π R² m), median over stars.</summary>
/// <remarks>The sky annulus sits on the wings of the star itself, so that the curve is biased by them: always state R, the last radius.</remarks>
/// <param name="Radii">Radii [pixels].</param>
/// <param name="Fractions">Median share at each radius; one at the last.</param>
/// <param name="Stars">Catalogue rows of the stars that were used.</param>
/// <param name="PerStar">Shares of each star.</param>
public sealed record GrowthCurve(IReadOnlyList<double> Radii, IReadOnlyList<double> Fractions, IReadOnlyList<int> Stars, IReadOnlyList<double[]> PerStar)
{
    /// <summary>Measures the curve.</summary>
    /// <param name="photometry">The image and its settings (annulus, mask).</param>
    /// <param name="targets">All catalogue sources on the detector, galaxies included, with fluxes.</param>
    /// <param name="options">Which stars; null for the defaults.</param>
    /// <returns>Null when no star is good enough.</returns>
    public static GrowthCurve? Measure(ForcedPhotometry photometry, IReadOnlyList<ForcedTarget> targets, GrowthCurveOptions? options = null)
    {
        options ??= new();
        var neighbours = new NeighbourGrid(targets, options.Isolation);
        var stars = new List<int>();
        var curves = new List<double[]>();
        foreach (var star in targets)
        {
            if (!star.IsStar || !IsSuitable(star, photometry.Pixels, neighbours, options)) continue;
            if (CurveOf(star, photometry, options) is not { } curve) continue;
            stars.Add(star.CatalogueRow);
            curves.Add(curve);
        }

        if (stars.Count == 0) return null;
        var median = options.Radii.Select((_, i) => SigmaClip.Median(curves.Select(curve => curve[i]).ToArray())).ToArray();
        return new(options.Radii, median, stars, curves);
    }

    /// <summary>As a curve of encircled energy, scaled by the assumed share of light inside the last radius. Where noise lets the measured curve fall, it is kept level.</summary>
    public EncircledEnergy ToEncircledEnergy(string imageName, double fractionInsideLast = 1, CurveInterpolation interpolation = CurveInterpolation.Linear)
    {
        var rising = new double[Fractions.Count + 1];
        for (var i = 0; i < Fractions.Count; i++) rising[i + 1] = Math.Clamp(Fractions[i] * fractionInsideLast, rising[i], fractionInsideLast);
        return EncircledEnergy.FromPoints($"{imageName} (growth curve of {Stars.Count} stars)", [0, .. Radii], rising, interpolation);
    }

    static bool IsSuitable(ForcedTarget star, CorrectedPixels pixels, NeighbourGrid neighbours, GrowthCurveOptions options)
    {
        var magnitude = star.CatalogueMagnitude;
        if (!(magnitude > options.Brightest && magnitude < options.Faintest)) return false;
        var (x, y) = star.Pixel;
        if (x < options.EdgeDistance || y < options.EdgeDistance || x > pixels.Width - 1 - options.EdgeDistance || y > pixels.Height - 1 - options.EdgeDistance) return false;
        return !neighbours.HasBrighter(star, magnitude + options.NeighbourContrast, options.Isolation) && IsClean(pixels, x, y, options);
    }

    static bool IsClean(CorrectedPixels pixels, double x, double y, GrowthCurveOptions options)
    {
        var box = PixelBox.Around(x, y, options.CleanRadius, options.CleanRadius).Within(pixels.Width, pixels.Height);
        var row = new double[box.Width];
        for (var j = box.Y; j < box.Bottom; j++)
        {
            pixels.ReadData(box.X, j, row);
            for (var i = 0; i < row.Length; i++)
            {
                double dx = box.X + i - x, dy = j - y;
                if ((dx * dx) + (dy * dy) > options.CleanRadius * options.CleanRadius) continue;
                if (!double.IsFinite(row[i]) || (pixels.FlagsAt(box.X + i, j) & options.UnusableBits) != 0) return false;
            }
        }

        return true;
    }

    static double[]? CurveOf(ForcedTarget star, ForcedPhotometry photometry, GrowthCurveOptions options)
    {
        var (x, y) = star.Pixel;
        var settings = photometry.Options;
        var sky = SkyAnnulus.Measure(photometry.Pixels, x, y, settings.AnnulusInner, settings.AnnulusOuter, settings.ClipSigma, settings.ClipRounds);
        if (!double.IsFinite(sky.Median)) return null;
        var net = options.Radii.Select(radius => ForcedFlux.Net(CircularAperture.Measure(photometry.Pixels, x, y, radius).Sum, sky.Median, Math.PI * radius * radius)).ToArray();
        return net[^1] > 0 ? Array.ConvertAll(net, value => value / net[^1]) : null;
    }
}

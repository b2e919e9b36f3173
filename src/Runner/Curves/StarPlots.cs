using System.Globalization;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Runner.Plots;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Curves;

/// <summary>Plots of the stars in the stacked image: growth curves, and cuts through their images.</summary>
static class StarPlots
{
    /// <summary>More curves than this hide each other.</summary>
    const int MostCurves = 15;

    /// <summary>Share of the light within a radius, star by star.</summary>
    public static string? Growth(IPlotCanvas canvas, BandKey band, SourceCatalogue catalogue, Image stack)
    {
        var sigma = catalogue.PsfSemiMajorSigma;
        if (!(sigma > 0)) return null;
        var last = Math.Max(4, (int)Math.Round(10 * sigma) - 1);
        var curves = catalogue.Sources.Take(MostCurves).Select(star => (Star: star, Light: Enumerable.Range(1, last).Select(radius => Sum(stack, star, radius)).ToArray())).Where(curve => curve.Light[^1] > 0).ToArray();
        if (curves.Length == 0) return null;
        var area = new PlotArea(canvas, Text($"{band}: light within a radius"), new(0, last + 0.5, "Radius [pixels]"), new(0, 115, "Light [% of the largest aperture]"));
        var ink = BandInk.Of(band);
        area.Level(100, Ink.Soft, 1.2, dashed: true);
        area.Upright(Fwhm.PerSigma * sigma, Ink.Accent, 1.5, dashed: true);
        canvas.Text(area.X(Fwhm.PerSigma * sigma) + 6, area.LowerEnd - 10, "one FWHM", Ink.Accent, 14);
        foreach (var (star, light) in curves)
        {
            area.Line(light.Prepend(0).Select((value, i) => ((double)i, 100 * value / light[^1])).Where(point => point.Item2 is >= 0 and <= 115), ink, star.Number == 1 ? 2 : 1.1);
        }

        var within = curves.Select(curve => 100 * Sum(stack, curve.Star, Fwhm.PerSigma * sigma) / curve.Light[^1]).Order().ToArray();
        return Text($"{band}: growth curves of the {curves.Length} brightest stars in the stacked image; within one full width at half maximum ({Fwhm.PerSigma * sigma:0.0} pixels) is {within[within.Length / 2]:0} % of the light (median).");
    }

    /// <summary>Cuts through a star along both axes, with the Gaussian of the band's shape over them.</summary>
    public static string? Cuts(IPlotCanvas canvas, BandKey band, SourceCatalogue catalogue, Image stack, int number)
    {
        if (catalogue.Sources.FirstOrDefault(star => star.Number == number) is not { } star || !(catalogue.PsfSemiMajorSigma > 0)) return null;
        var reach = (int)Math.Ceiling(8 * catalogue.PsfSemiMajorSigma);
        var (sine, cosine) = Math.SinCos(catalogue.PsfOrientation);
        var (a, b) = (catalogue.PsfSemiMajorSigma, catalogue.PsfSemiMinorSigma);
        var panels = new[] { new PlotPanel(canvas, 0, 0, canvas.Width / 2, canvas.Height), new PlotPanel(canvas, canvas.Width / 2, 0, canvas.Width / 2, canvas.Height) };
        foreach (var isRow in new[] { true, false })
        {
            // A cut along an axis through a tilted Gaussian is a Gaussian: 1 ÷ σ² is the matrix element of the inverse covariance.
            var width = isRow ? 1 / Math.Sqrt((cosine * cosine / (a * a)) + (sine * sine / (b * b))) : 1 / Math.Sqrt((sine * sine / (a * a)) + (cosine * cosine / (b * b)));
            var (x0, y0) = ((int)Math.Round(star.X), (int)Math.Round(star.Y));
            var pixels = new List<(double Offset, double Value)>();
            for (var k = -reach; k <= reach; k++)
            {
                var (x, y) = isRow ? (x0 + k, y0) : (x0, y0 + k);
                if (x >= 0 && y >= 0 && x < stack.Width && y < stack.Height) pixels.Add((isRow ? x - star.X : y - star.Y, stack.Pixels[(y * stack.Width) + x]));
            }

            if (pixels.Count == 0) return null;
            var near = pixels.MinBy(pixel => Math.Abs(pixel.Offset));
            var height = near.Value / Math.Exp(-near.Offset * near.Offset / (2 * width * width));
            var axis = PlotScale.Around(pixels.Select(pixel => pixel.Value).Append(1.3 * height), "Counts above the sky [ADU]");
            var area = new PlotArea(panels[isRow ? 0 : 1], Text($"{band}, star {number}: cut along {(isRow ? "x" : "y")}"), new(-reach, reach, Text($"Offset in {(isRow ? "x" : "y")} [pixels]")), axis);
            area.Line(Enumerable.Range(0, 201).Select(i => -reach + (reach * i / 100.0)).Select(offset => (offset, height * Math.Exp(-offset * offset / (2 * width * width)))), Ink.Soft, 1.8);
            area.Dots(pixels, BandInk.Of(band), 3);
            area.Legend(isLow: false, [new("pixels", BandInk.Of(band)), new(Text($"Gaussian, FWHM {Fwhm.PerSigma * width:0.00}"), Ink.Soft)]);
        }

        return Text($"{band}: star {number} in the stacked image, cut along both axes, beside the Gaussian of the band's point sources ({Fwhm.PerSigma * a:0.0} x {Fwhm.PerSigma * b:0.0} pixels full width).");
    }

    /// <summary>Exact sum of the pixels in a circle.</summary>
    static double Sum(Image stack, CatalogueSource star, double radius)
    {
        double sum = 0;
        var box = ((int)Math.Floor(star.X - radius - 1), (int)Math.Floor(star.Y - radius - 1), (int)Math.Ceiling(star.X + radius + 1), (int)Math.Ceiling(star.Y + radius + 1));
        for (var y = Math.Max(0, box.Item2); y <= Math.Min(stack.Height - 1, box.Item4); y++)
        {
            for (var x = Math.Max(0, box.Item1); x <= Math.Min(stack.Width - 1, box.Item3); x++)
            {
                var value = stack.Pixels[(y * stack.Width) + x];
                if (float.IsFinite(value)) sum += value * ApertureOverlap.Circle(x - star.X, y - star.Y, radius, OverlapMethod.Exact);
            }
        }

        return sum;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Nocturne.Core.Roman;
using Nocturne.Runner.Plots;
using Nocturne.Streams.Forced;

namespace Nocturne.Runner.Forced;

/// <summary>The plots of one image, each on whatever canvas is given.</summary>
static class ForcedPlots
{
    const int Bins = 50;

    /// <summary>Magnitude of the catalogue minus the measured one, over the magnitude of the catalogue; null when there is nothing to compare.</summary>
    public static string? Offsets(IPlotCanvas canvas, ForcedFrame frame)
    {
        var points = frame.Measurements.Where(row => row.Target.IsStar && double.IsFinite(row.Offset)).Select(row => (X: row.Target.CatalogueMagnitude, Y: row.Offset)).ToArray();
        if (points.Length == 0) return null;
        var (_, kept, median, scatter) = frame.Image!.Offset;
        var half = Math.Clamp(Math.Max(6 * scatter, Math.Abs(median) + (4 * scatter)), 0.05, 2.5);
        var title = Text($"Input \u2212 measured magnitude: median {Signed(median)}, scatter {scatter:F4} ({kept:N0} of {points.Length:N0} stars)");
        var axis = Magnitudes(points.Select(point => point.X), 0.02, "Catalogue magnitude [AB]");
        var area = new PlotArea(canvas, title, axis, new(median - half, median + half, "Input \u2212 measured [mag]"));
        area.Stripe(median - scatter, median + scatter, Ink.Accent, 0.12);
        area.Level(0, Ink.Soft, 1.2, dashed: true);
        area.Dots(points, Ink.Star, points.Length > 5000 ? 1.1 : points.Length > 500 ? 1.8 : 2.8, points.Length > 5000 ? 0.45 : 0.8);
        area.Level(median, Ink.Accent, 2);
        var outside = points.Count(point => Math.Abs(point.Y - median) > half || !axis.Contains(point.X));
        return title + (outside == 0 ? "." : Text($"; {outside:N0} lie outside the plot."));
    }

    /// <summary>How many sources there are of each magnitude of the catalogue, or of each measured one where the catalogue has none; null when there are none.</summary>
    public static string? Histogram(IPlotCanvas canvas, ForcedFrame frame)
    {
        var fromCatalogue = frame.Measurements.Any(row => double.IsFinite(row.Target.CatalogueMagnitude));
        double MagnitudeOf(ForcedMeasurement row) => fromCatalogue ? row.Target.CatalogueMagnitude : row.Magnitude;
        double[] Of(bool stars) => [.. frame.Measurements.Where(row => row.Target.IsStar == stars).Select(MagnitudeOf).Where(double.IsFinite)];
        var (stars, galaxies) = (Of(true), Of(false));
        if (stars.Length + galaxies.Length == 0) return null;
        var axis = Magnitudes(stars.Concat(galaxies), 0.001, fromCatalogue ? "Catalogue magnitude [AB]" : "Measured magnitude [AB]");
        var width = (axis.From - axis.To) / Bins;
        int[] Count(double[] values) => Core.Roman.Histogram.Count(values, axis.To, axis.From, Bins);
        var (starCounts, galaxyCounts) = (Count(stars), Count(galaxies));
        var most = Math.Max(starCounts.Max(), galaxyCounts.Max());
        var area = new PlotArea(canvas, "Sources on the detector", axis, new(0.7, most * 2, Text($"Sources per {width:0.00} mag"), IsLogarithmic: true));
        for (var i = 0; i < Bins; i++)
        {
            if (starCounts[i] == 0) continue;
            var (right, left) = (area.X(axis.To + (i * width)), area.X(axis.To + ((i + 1) * width)));
            canvas.Rectangle(left, area.Y(starCounts[i]), right - left, area.Y(0.7) - area.Y(starCounts[i]), Ink.Star, 0.55);
        }

        if (galaxies.Length > 0) area.Line(galaxyCounts.SelectMany((count, i) => new[] { (axis.To + (i * width), Math.Max(count, 0.7)), (axis.To + ((i + 1) * width), Math.Max(count, 0.7)) }), Ink.Galaxy, 2);
        var legend = Text($"{stars.Length:N0} stars");
        area.Legend(isLow: false, galaxies.Length == 0 ? [new(legend, Ink.Star)] : [new(legend, Ink.Star), new(Text($"{galaxies.Length:N0} galaxies"), Ink.Galaxy)]);
        return Text($"{stars.Length:N0} stars and {galaxies.Length:N0} galaxies on the detector, by magnitude.");
    }

    /// <summary>The share of light inside a circle over its radius: the curve in use and the image's own.</summary>
    public static string EncircledEnergy(IPlotCanvas canvas, ForcedFrame frame)
    {
        var (image, energy) = (frame.Image!, frame.Image!.EncircledEnergy);
        var radius = image.Options.ApertureRadius;
        var last = Math.Max(image.Growth?.Radii[^1] ?? 12, 1.2 * radius);
        var title = Text($"Light inside {radius:0.##} pixels: {image.EncircledFraction:F4} ({energy.Source})");
        var area = new PlotArea(canvas, Short(title), new(0, last, "Radius [pixels]"), new(0, 1.08, "Share of the light"));
        area.Upright(radius, Ink.Accent, 1.5, dashed: true);
        area.Level(1, Ink.Soft, 1.2, dashed: true);
        if (energy.Radii.Count > 0) area.Line(energy.Radii.Zip(energy.Fractions).Where(point => point.First <= last), Ink.Star, 2.4);
        area.Dots([(radius, image.EncircledFraction)], Ink.Accent, 5);
        if (image.Growth is not { } growth) return title + ".";
        area.Dots(growth.Radii.Zip(growth.Fractions), Ink.Galaxy, 4);
        List<LegendEntry> legend = [new(Text($"growth curve of {growth.Stars.Count:N0} stars in this image"), Ink.Galaxy), new("aperture in use", Ink.Accent)];
        if (energy.Radii.Count > 0) legend.Insert(0, new("curve in use", Ink.Star));
        area.Legend(isLow: true, legend);
        return title + Text($". The growth curve is relative to {growth.Radii[^1]:0.##} pixels and biased by the wings of the stars in the sky annulus.");
    }

    /// <summary>The circles of all apertures in the cut-out, and the sky annulus of the source nearest to its middle.</summary>
    /// <param name="canvas">Where the cut-out is.</param>
    /// <param name="frame">The image.</param>
    /// <param name="pixel">Side of a pixel of the image on the canvas.</param>
    public static string Apertures(IPlotCanvas canvas, ForcedFrame frame, double pixel)
    {
        var (image, box) = (frame.Image!, frame.Image!.Cutout.Box);
        Dot Place(ForcedMeasurement row) => new((row.Target.Pixel.X - box.X + 0.5) * pixel, (box.Y + box.Height - 0.5 - row.Target.Pixel.Y) * pixel);
        var shown = frame.Measurements.Where(row => row.Target.Pixel is var place && place.X > box.X && place.X < box.Right && place.Y > box.Y && place.Y < box.Bottom).ToArray();
        foreach (var row in shown)
        {
            var (x, y) = Place(row);
            canvas.Circle(x, y, image.Options.ApertureRadius * pixel, row.Target.IsStar ? Ink.Star : Ink.Galaxy, 1.2);
        }

        var (middleX, middleY) = (box.X + (box.Width / 2.0), box.Y + (box.Height / 2.0));
        if (shown.MinBy(row => Math.Pow(row.Target.Pixel.X - middleX, 2) + Math.Pow(row.Target.Pixel.Y - middleY, 2)) is { } nearest)
        {
            var (x, y) = Place(nearest);
            canvas.Circle(x, y, image.Options.AnnulusInner * pixel, Ink.Accent, 1.2);
            canvas.Circle(x, y, image.Options.AnnulusOuter * pixel, Ink.Accent, 1.2);
        }

        return Text($"Pixels {box.X} to {box.Right - 1} in x, {box.Y} to {box.Bottom - 1} in y (upwards), with the apertures of {shown.Count(row => row.Target.IsStar):N0} stars and {shown.Count(row => !row.Target.IsStar):N0} galaxies; one sky annulus is shown.");
    }

    /// <summary>An axis of magnitudes, bright to the right; a share of the faintest does not stretch it.</summary>
    static PlotAxis Magnitudes(IEnumerable<double> magnitudes, double leftOut, string label)
    {
        var sorted = magnitudes.Where(double.IsFinite).Order().ToArray();
        var (low, high) = (sorted[0], sorted[(int)Math.Ceiling((1 - leftOut) * (sorted.Length - 1))]);
        return new(Math.Ceiling((high + 0.1) * 2) / 2, Math.Floor((low - 0.1) * 2) / 2, label);
    }

    static string Short(string title) => title.Length <= 78 ? title : title[..75] + "...";

    static string Signed(double value) => value.ToString("+0.0000;\u22120.0000;0.0000", CultureInfo.InvariantCulture);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

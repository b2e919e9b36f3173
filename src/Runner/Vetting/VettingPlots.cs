using Nocturne.Core.Vetting;
using Nocturne.Runner.Plots;

namespace Nocturne.Runner.Vetting;

/// <summary>The plots of the checks, each on whatever canvas is given.</summary>
static class VettingPlots
{
    /// <summary>Size of a plot of depth over radius.</summary>
    public const double CurveWidth = 800, CurveHeight = 520;

    /// <summary>Longer side of a difference image on the canvas.</summary>
    const double ImageSide = 468;

    /// <summary>Room for the colour bar.</summary>
    const double BarRoom = 132;

    static readonly Ink Lost = new("lost", 179, 38, 30);
    static readonly Ink Gained = new("gained", 31, 95, 191);
    static readonly Ink Even = new("even", 255, 255, 255);
    static readonly Ink[] HostInks = [Ink.Galaxy, new("g", 26, 127, 55), new("u", 111, 60, 195), new("v", 12, 127, 127), new("i", 150, 53, 15)];

    /// <summary>Depth over the radius of the aperture with true errors, the reference's depths, and what each star would cause.</summary>
    /// <returns>What is shown, in a sentence.</returns>
    public static string Curve(IPlotCanvas canvas, ApertureDependenceDetail detail)
    {
        var (curve, own) = (ApertureCurve.From(detail), detail.Refined);
        var title = own is null ? "Depth over radius"
            : Text($"Depth {own.BestDepthPpm:N0} ± {own.BestErrorPpm:N0} ppm; slope {VetText.Signed(own.SlopePpm)} ± {own.SlopeErrorPpm:N0} ppm per pixel");
        var (unit, scale) = Math.Max(-curve.Lowest, curve.Highest) >= 10_000 ? ("%", 1e-4) : ("ppm", 1.0);
        var last = curve.Radii.Concat(curve.ReferenceRadii).Max() + 0.25;
        var area = new PlotArea(canvas, title, new(0, last, "Radius of the aperture [pixels]"), new(scale * curve.Lowest, scale * curve.Highest, $"Depth [{unit}]"));
        area.Level(0, Ink.Soft, 1.5, dashed: true);
        var hosts = curve.Hosts.Count > 1 ? curve.Hosts.Take(HostInks.Length).ToArray() : [];
        for (var i = 0; i < hosts.Length; i++)
            area.Line(Finite(curve.Radii, hosts[i].PredictedDepthsPpm).Select(point => (point.X, scale * Math.Clamp(point.Y, curve.Lowest, curve.Highest))), HostInks[i], 1.8, dashed: true);
        foreach (var (x, y) in Finite(curve.ReferenceRadii, curve.ReferenceDepthsPpm)) canvas.Circle(area.X(x), area.Y(scale * y), 5.5, Ink.Soft, 1.6);
        (double X, double Y)[] measured = [.. Finite(curve.Radii, curve.DepthsPpm).Select(point => (point.X, scale * point.Y))];
        area.Line(measured, Ink.Star, 2);
        for (var i = 0; i < curve.Radii.Count; i++) ErrorBar(canvas, area, curve.Radii[i], scale * curve.DepthsPpm[i], scale * curve.ErrorsPpm[i]);
        area.Dots(measured, Ink.Star, 4.2);
        LegendEntry[] legend = [.. hosts.Select((host, i) => new LegendEntry($"if {host.Name} dims", HostInks[i], LegendMark.Dashes)), new("reference form, without errors", Ink.Soft, LegendMark.Ring)];
        var end = (own is null ? curve.ReferenceDepthsPpm : curve.DepthsPpm)[^1];
        area.Legend(isLow: end > (curve.Lowest + curve.Highest) / 2, own is null ? legend : [new("measured, one standard error", Ink.Star), .. legend]);
        return title + ".";
    }

    /// <summary>Size of the canvas for a difference image: its pixels become squares.</summary>
    public static (double Width, double Height) DifferenceSize(DifferencePicture picture, bool hasCaption)
    {
        var cell = Cell(picture);
        return PlotArea.SizeAround((picture.Columns + (2 * Margin(picture))) * cell, picture.Rows * cell, hasCaption, BarRoom);
    }

    /// <summary>The light that each pixel loses in transit, the outline of the aperture, the target and its neighbours. Zero is white, and equal losses and gains have equal strength.</summary>
    /// <returns>What is shown, in a sentence.</returns>
    public static string Difference(IPlotCanvas canvas, GhostDetail detail, VetSector sector)
    {
        var picture = DifferencePicture.From(detail);
        var onChip = sector.File is { CornerColumn: not null, CornerRow: not null };
        var (column0, row0) = onChip ? (sector.File!.CornerColumn!.Value, sector.File.CornerRow!.Value) : (0, 0);
        var title = detail.Refined is { } own
            ? Text($"Lost per pixel: core {own.CoreLost:0.###} ± {own.CoreLostError:0.###}, halo {own.HaloLost:0.###} ± {own.HaloLostError:0.###}")
            : Text($"Lost per pixel: aperture {picture.InAperture:0.###}, ring {picture.OutsideAperture:0.###}");
        var margin = Margin(picture);
        var area = new PlotArea(
            canvas, title,
            new(column0 - 0.5 - margin, column0 + picture.Columns - 0.5 + margin, onChip ? "Column of the CCD" : "Column of the stamp"),
            new(row0 - 0.5, row0 + picture.Rows - 0.5, onChip ? "Row of the CCD" : "Row of the stamp"), BarRoom);
        for (var pixel = 0; pixel < picture.Values.Length; pixel++)
            Pixel(canvas, area.Place(column0 + (pixel % picture.Columns) - 0.5, row0 + (pixel / picture.Columns) + 0.5), Cell(picture), picture.Values[pixel] / picture.Limit);

        var (left, right, low, high) = (column0 - 0.5, column0 + picture.Columns - 0.5, row0 - 0.5, row0 + picture.Rows - 0.5);
        area.Line([(left, low), (right, low), (right, high), (left, high), (left, low)], Ink.Soft, 1);
        foreach (var polygon in picture.Outline) area.Line(polygon.Append(polygon[0]).Select(corner => (column0 + corner.X, row0 + corner.Y)), Ink.Text, 2.6);
        if (sector.Input.Pixels is { } pixels) Star(canvas, area, sector.Input.Scene.TargetIn(pixels), "");
        foreach (var neighbour in sector.Input.Scene.Neighbours.Where(star => IsInside(picture, star.Place))) Star(canvas, area, neighbour.Place, neighbour.Name);
        ColourBar(canvas, area, picture.Limit, sector.File?.FluxUnit ?? "");
        return title + Text($" {sector.File?.FluxUnit}; red pixels lose light in transit, blue ones gain. The line is the aperture, the circle the target.");

        void Star(IPlotCanvas on, PlotArea inside, StampPlace place, string name)
        {
            var (x, y) = inside.Place(column0 + place.Column, row0 + place.Row);
            on.Circle(x, y, 6, Ink.Text, 1.6);
            if (name.Length == 0) return;
            on.Line([new(x - 9, y), new(x + 9, y)], Ink.Text, 1.4);
            on.Line([new(x, y - 9), new(x, y + 9)], Ink.Text, 1.4);
            on.Text(x + 12, y - 8, name, Ink.Text, 14);
        }
    }

    /// <summary>One pixel at its upper left corner. The weight of the colour is the value's share of the limit; a cross is a pixel without a value.</summary>
    static void Pixel(IPlotCanvas canvas, Dot corner, double side, double share)
    {
        if (double.IsFinite(share))
        {
            canvas.Rectangle(corner.X, corner.Y, side, side, Even);
            canvas.Rectangle(corner.X, corner.Y, side, side, share > 0 ? Lost : Gained, Math.Abs(share));
            return;
        }

        canvas.Line([new(corner.X, corner.Y), new(corner.X + side, corner.Y + side)], Ink.Soft, 1);
        canvas.Line([new(corner.X + side, corner.Y), new(corner.X, corner.Y + side)], Ink.Soft, 1);
    }

    static void ColourBar(IPlotCanvas canvas, PlotArea area, double limit, string unit)
    {
        const double Width = 20;
        var left = area.RightEnd + 20;
        // Whole numbers, as the pixels have: so the steps meet without seams.
        var height = area.LowerEnd - area.Top;
        var step = Enumerable.Range(1, 6).Last(step => height % step == 0);
        canvas.Rectangle(left, area.Top, Width, height, Even);
        for (var y = 0; y < height; y += step)
        {
            var share = 1 - (((2 * y) + step) / height);
            canvas.Rectangle(left, area.Top + y, Width, step, share > 0 ? Lost : Gained, Math.Abs(share));
        }

        var axis = new PlotAxis(-limit, limit, "");
        foreach (var (value, text) in axis.Ticks()) canvas.Text(left + Width + 6, area.LowerEnd - (axis.Share(value) * (area.LowerEnd - area.Top)) + 5, text, Ink.Soft, 14);
        canvas.Text(canvas.Width - 10, (area.Top + area.LowerEnd) / 2, unit.Length > 0 ? $"Light lost [{unit}]" : "Light lost", Ink.Text, 16, Anchor.Middle, upwards: true);
    }

    static void ErrorBar(IPlotCanvas canvas, PlotArea area, double radius, double depth, double error)
    {
        if (!double.IsFinite(depth) || !(error > 0) || !double.IsFinite(error)) return;
        const double Cap = 5;
        var (x, low, high) = (area.X(radius), area.Y(depth - error), area.Y(depth + error));
        canvas.Line([new(x, low), new(x, high)], Ink.Star, 1.6);
        canvas.Line([new(x - Cap, low), new(x + Cap, low)], Ink.Star, 1.6);
        canvas.Line([new(x - Cap, high), new(x + Cap, high)], Ink.Star, 1.6);
    }

    /// <summary>Side of a pixel of the stamp on the canvas: a whole number, so that pixels meet.</summary>
    static double Cell(DifferencePicture picture) => Math.Clamp(Math.Floor(ImageSide / Math.Max(picture.Rows, picture.Columns)), 2, 60);

    /// <summary>Pixels to be left free on both sides of a narrow stamp, so that its title has room.</summary>
    static double Margin(DifferencePicture picture) => Math.Max(0, Math.Ceiling(((ImageSide / Cell(picture)) - picture.Columns) / 2));

    static bool IsInside(DifferencePicture picture, StampPlace place) =>
        place.Row > -0.5 && place.Column > -0.5 && place.Row < picture.Rows - 0.5 && place.Column < picture.Columns - 0.5;

    static IEnumerable<(double X, double Y)> Finite(IReadOnlyList<double> x, IReadOnlyList<double> y) => x.Zip(y).Where(point => double.IsFinite(point.Second));

    static string Text(FormattableString text) => VetText.Text(text);
}

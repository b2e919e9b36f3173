using Nocturne.Runner.Plots;

namespace Nocturne.Runner.Curves;

/// <summary>A part of a drawing, so that several plots stand in one picture.</summary>
sealed class PlotPanel(IPlotCanvas whole, double left, double top, double width, double height) : IPlotCanvas
{
    public double Width => width;

    public double Height => height;

    /// <summary>Panels name themselves, in pages too.</summary>
    public bool HasCaption => false;

    /// <summary>Panels of equal height below each other.</summary>
    public static PlotPanel[] Rows(IPlotCanvas whole, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new PlotPanel(whole, 0, i * whole.Height / count, whole.Width, whole.Height / count))];

    public void Rectangle(double x, double y, double width, double height, Ink fill, double opacity) => whole.Rectangle(left + x, top + y, width, height, fill, opacity);

    public void Line(IReadOnlyList<Dot> points, Ink ink, double width, bool dashed) => whole.Line([.. points.Select(Moved)], ink, width, dashed);

    public void Dots(IEnumerable<Dot> places, Ink ink, double radius, double opacity) => whole.Dots(places.Select(Moved), ink, radius, opacity);

    public void Circle(double x, double y, double radius, Ink ink, double width) => whole.Circle(left + x, top + y, radius, ink, width);

    public void Text(double x, double y, string text, Ink ink, double size, Anchor anchor, bool upwards) => whole.Text(left + x, top + y, text, ink, size, anchor, upwards);

    Dot Moved(Dot dot) => new(left + dot.X, top + dot.Y);
}

using System.Globalization;
using System.Text;
using Nocturne.Runner.Report;

namespace Nocturne.Runner.Plots;

/// <summary>Draws into the page: scalable, and in the colours of whatever theme is chosen.</summary>
sealed class SvgCanvas(double width, double height) : IPlotCanvas
{
    readonly HtmlText svg = new();

    public double Width => width;

    public double Height => height;

    public bool HasCaption => true;

    /// <summary>The drawing as an element of a page.</summary>
    /// <param name="description">What it shows, for those who cannot see it.</param>
    public string Markup(string description)
    {
        var whole = new HtmlText().Add($"<svg class=\"drawn\" viewBox=\"0 0 {width:0.#} {height:0.#}\" role=\"img\" aria-label=\"{description}\">");
        return whole.AddRaw(svg.ToString()).AddRaw("</svg>").ToString();
    }

    public void Rectangle(double x, double y, double width, double height, Ink fill, double opacity) =>
        svg.Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"var(--{fill.Name})\" fill-opacity=\"{opacity:0.##}\"/>");

    public void Line(IReadOnlyList<Dot> points, Ink ink, double width, bool dashed)
    {
        var places = new StringBuilder();
        foreach (var (x, y) in points) places.Append(CultureInfo.InvariantCulture, $"{x:0.##},{y:0.##} ");
        svg.Add($"<polyline points=\"{places}\" fill=\"none\" stroke=\"var(--{ink.Name})\" stroke-width=\"{width:0.##}\" stroke-dasharray=\"{(dashed ? "7 5" : "none")}\"/>");
    }

    public void Dots(IEnumerable<Dot> places, Ink ink, double radius, double opacity)
    {
        // One path of strokes without length: their round ends are the dots, and tens of thousands cost little.
        var path = new StringBuilder();
        foreach (var (x, y) in places) path.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}h0");
        svg.Add($"<path d=\"{path}\" fill=\"none\" stroke=\"var(--{ink.Name})\" stroke-width=\"{2 * radius:0.##}\" stroke-linecap=\"round\" stroke-opacity=\"{opacity:0.##}\"/>");
    }

    public void Circle(double x, double y, double radius, Ink ink, double width) =>
        svg.Add($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" fill=\"none\" stroke=\"var(--{ink.Name})\" stroke-width=\"{width:0.##}\"/>");

    public void Text(double x, double y, string text, Ink ink, double size, Anchor anchor, bool upwards)
    {
        var turn = upwards ? string.Create(CultureInfo.InvariantCulture, $"rotate(-90 {x:0.##} {y:0.##})") : "";
        svg.Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{size:0.#}\" fill=\"var(--{ink.Name})\" text-anchor=\"{anchor.ToString().ToLowerInvariant()}\" transform=\"{turn}\">{text}</text>");
    }
}

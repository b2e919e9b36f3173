namespace Nocturne.Runner.Plots;

/// <summary>What a plot is drawn on: the page (SVG, in the colours of its theme) or a picture (PNG, on white).</summary>
interface IPlotCanvas
{
    double Width { get; }

    double Height { get; }

    /// <summary>Whether a caption beside the drawing names it, so that it needs no title of its own.</summary>
    bool HasCaption { get; }

    void Rectangle(double x, double y, double width, double height, Ink fill, double opacity = 1);

    void Line(IReadOnlyList<Dot> points, Ink ink, double width = 1.5, bool dashed = false);

    /// <summary>Many filled dots of one size.</summary>
    void Dots(IEnumerable<Dot> places, Ink ink, double radius, double opacity = 1);

    void Circle(double x, double y, double radius, Ink ink, double width = 1.5);

    void Text(double x, double y, string text, Ink ink, double size = 15, Anchor anchor = Anchor.Start, bool upwards = false);
}

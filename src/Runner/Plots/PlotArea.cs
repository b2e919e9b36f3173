namespace Nocturne.Runner.Plots;

/// <summary>The frame of a plot: grid, ticks, labels, and the way from values to places.</summary>
sealed class PlotArea
{
    const double Left = 82, Bottom = 62;

    /// <summary>Room to the right of a plot that has nothing there.</summary>
    const double UsualRight = 18;

    readonly IPlotCanvas canvas;
    readonly double right;
    readonly PlotAxis x;
    readonly PlotAxis y;

    /// <summary>Draws the frame.</summary>
    /// <param name="canvas">What to draw on.</param>
    /// <param name="title">Drawn where the canvas has no caption.</param>
    /// <param name="x">The axis to the right.</param>
    /// <param name="y">The axis upwards.</param>
    /// <param name="right">Room to the right of the frame.</param>
    public PlotArea(IPlotCanvas canvas, string title, PlotAxis x, PlotAxis y, double right = UsualRight)
    {
        (this.canvas, this.x, this.y, this.right) = (canvas, x, y, right);
        canvas.Rectangle(0, 0, canvas.Width, canvas.Height, Ink.Paper);
        if (!canvas.HasCaption) canvas.Text(Left, 27, title, Ink.Text, 18);
        foreach (var (value, text) in x.Ticks())
        {
            canvas.Line([new(X(value), Top), new(X(value), LowerEnd)], Ink.Grid, 1);
            canvas.Text(X(value), LowerEnd + 21, text, Ink.Soft, 15, Anchor.Middle);
        }

        foreach (var (value, text) in y.Ticks())
        {
            canvas.Line([new(Left, Y(value)), new(RightEnd, Y(value))], Ink.Grid, 1);
            canvas.Text(Left - 9, Y(value) + 5, text, Ink.Soft, 15, Anchor.End);
        }

        canvas.Line([new(Left, Top), new(Left, LowerEnd), new(RightEnd, LowerEnd)], Ink.Soft, 1.2);
        canvas.Text((Left + RightEnd) / 2, canvas.Height - 13, x.Label, Ink.Text, 16, Anchor.Middle);
        canvas.Text(24, (Top + LowerEnd) / 2, y.Label, Ink.Text, 16, Anchor.Middle, upwards: true);
    }

    public double Top => TopOf(canvas.HasCaption);

    public double RightEnd => canvas.Width - right;

    public double LowerEnd => canvas.Height - Bottom;

    /// <summary>Size of the canvas on which the inside of the frame has a given size.</summary>
    public static (double Width, double Height) SizeAround(double width, double height, bool hasCaption, double right = UsualRight) =>
        (Left + width + right, TopOf(hasCaption) + height + Bottom);

    public double X(double value) => Left + (x.Share(value) * (RightEnd - Left));

    public double Y(double value) => LowerEnd - (y.Share(value) * (LowerEnd - Top));

    public Dot Place(double valueX, double valueY) => new(X(valueX), Y(valueY));

    /// <summary>Dots at the values that lie inside.</summary>
    public void Dots(IEnumerable<(double X, double Y)> values, Ink ink, double radius, double opacity = 1) =>
        canvas.Dots(values.Where(value => x.Contains(value.X) && y.Contains(value.Y)).Select(value => Place(value.X, value.Y)), ink, radius, opacity);

    /// <summary>A line from end to end at a height.</summary>
    public void Level(double value, Ink ink, double width, bool dashed = false)
    {
        if (y.Contains(value)) canvas.Line([new(Left, Y(value)), new(RightEnd, Y(value))], ink, width, dashed);
    }

    /// <summary>A line from top to bottom.</summary>
    public void Upright(double value, Ink ink, double width, bool dashed = false)
    {
        if (x.Contains(value)) canvas.Line([new(X(value), Top), new(X(value), LowerEnd)], ink, width, dashed);
    }

    /// <summary>A stripe between two heights.</summary>
    public void Stripe(double low, double high, Ink ink, double opacity)
    {
        var (from, to) = (Math.Clamp(Y(high), Top, LowerEnd), Math.Clamp(Y(low), Top, LowerEnd));
        canvas.Rectangle(Left, from, RightEnd - Left, to - from, ink, opacity);
    }

    public void Line(IEnumerable<(double X, double Y)> values, Ink ink, double width, bool dashed = false) =>
        canvas.Line([.. values.Select(value => Place(value.X, value.Y))], ink, width, dashed);

    /// <summary>Names of what is shown, in the upper or lower right corner.</summary>
    public void Legend(bool isLow, IReadOnlyList<LegendEntry> entries)
    {
        const double LineHeight = 22, Mark = 34;
        var first = isLow ? LowerEnd - 6 - (LineHeight * entries.Count) : Top;
        // What lies below the names must not strike them through.
        var width = Mark + 10 + entries.Max(entry => StrokeFont.Width(entry.Text, 15));
        canvas.Rectangle(RightEnd - width, first + 2, width, LineHeight * entries.Count, Ink.Paper, 0.85);
        for (var i = 0; i < entries.Count; i++)
        {
            var at = first + 20 + (i * LineHeight);
            var (text, ink, mark) = entries[i];
            canvas.Text(RightEnd - Mark, at, text, Ink.Text, 15, Anchor.End);
            if (mark == LegendMark.Ring) canvas.Circle(RightEnd - 15, at - 5, 5, ink, 1.6);
            else if (mark == LegendMark.Dashes) canvas.Line([new(RightEnd - 27, at - 5), new(RightEnd - 3, at - 5)], ink, 1.8, dashed: true);
            else canvas.Dots([new(RightEnd - 15, at - 5)], ink, 5);
        }
    }

    static double TopOf(bool hasCaption) => hasCaption ? 12 : 46;
}

namespace Nocturne.Runner.Forced.Plots;

/// <summary>The frame of a plot: grid, ticks, labels, and the way from values to places.</summary>
sealed class PlotArea
{
    const double Left = 82, Right = 18, Top = 46, Bottom = 62;

    readonly IPlotCanvas canvas;
    readonly PlotAxis x;
    readonly PlotAxis y;

    /// <summary>Draws the frame.</summary>
    public PlotArea(IPlotCanvas canvas, string title, PlotAxis x, PlotAxis y)
    {
        (this.canvas, this.x, this.y) = (canvas, x, y);
        canvas.Rectangle(0, 0, canvas.Width, canvas.Height, Ink.Paper);
        canvas.Text(Left, 27, title, Ink.Text, 18);
        foreach (var (value, text) in x.Ticks())
        {
            canvas.Line([new(X(value), Top), new(X(value), Bottom0)], Ink.Grid, 1);
            canvas.Text(X(value), Bottom0 + 21, text, Ink.Soft, 15, Anchor.Middle);
        }

        foreach (var (value, text) in y.Ticks())
        {
            canvas.Line([new(Left, Y(value)), new(Right0, Y(value))], Ink.Grid, 1);
            canvas.Text(Left - 9, Y(value) + 5, text, Ink.Soft, 15, Anchor.End);
        }

        canvas.Line([new(Left, Top), new(Left, Bottom0), new(Right0, Bottom0)], Ink.Soft, 1.2);
        canvas.Text((Left + Right0) / 2, canvas.Height - 13, x.Label, Ink.Text, 16, Anchor.Middle);
        canvas.Text(24, (Top + Bottom0) / 2, y.Label, Ink.Text, 16, Anchor.Middle, upwards: true);
    }

    double Right0 => canvas.Width - Right;

    double Bottom0 => canvas.Height - Bottom;

    public double X(double value) => Left + (x.Share(value) * (Right0 - Left));

    public double Y(double value) => Bottom0 - (y.Share(value) * (Bottom0 - Top));

    public Dot Place(double valueX, double valueY) => new(X(valueX), Y(valueY));

    /// <summary>Dots at the values that lie inside.</summary>
    public void Dots(IEnumerable<(double X, double Y)> values, Ink ink, double radius, double opacity = 1) =>
        canvas.Dots(values.Where(value => x.Contains(value.X) && y.Contains(value.Y)).Select(value => Place(value.X, value.Y)), ink, radius, opacity);

    /// <summary>A line from end to end at a height.</summary>
    public void Level(double value, Ink ink, double width, bool dashed = false)
    {
        if (y.Contains(value)) canvas.Line([new(Left, Y(value)), new(Right0, Y(value))], ink, width, dashed);
    }

    /// <summary>A line from top to bottom.</summary>
    public void Upright(double value, Ink ink, double width, bool dashed = false)
    {
        if (x.Contains(value)) canvas.Line([new(X(value), Top), new(X(value), Bottom0)], ink, width, dashed);
    }

    /// <summary>A stripe between two heights.</summary>
    public void Stripe(double low, double high, Ink ink, double opacity)
    {
        var (from, to) = (Math.Clamp(Y(high), Top, Bottom0), Math.Clamp(Y(low), Top, Bottom0));
        canvas.Rectangle(Left, from, Right0 - Left, to - from, ink, opacity);
    }

    public void Line(IEnumerable<(double X, double Y)> values, Ink ink, double width) =>
        canvas.Line([.. values.Select(value => Place(value.X, value.Y))], ink, width);

    /// <summary>Names of what is shown, from the upper right corner downwards.</summary>
    public void Legend(params IReadOnlyList<(string Text, Ink Ink)> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var at = Top + 20 + (i * 22);
            canvas.Text(Right0 - 26, at, entries[i].Text, Ink.Text, 15, Anchor.End);
            canvas.Dots([new(Right0 - 12, at - 5)], entries[i].Ink, 5);
        }
    }
}

using Nocturne.Runner.Report;

namespace Nocturne.Runner.Plots;

/// <summary>Draws a picture on white paper: edges are smooth by the share of a pixel that is covered. The same bytes on every system.</summary>
sealed class PictureCanvas : IPlotCanvas
{
    /// <summary>Pixels of the picture in one unit of the drawing.</summary>
    const double Scale = 2;

    readonly int columns;
    readonly int rows;
    readonly byte[] pixels;

    public PictureCanvas(double width, double height)
    {
        (Width, Height) = (width, height);
        (columns, rows) = ((int)(width * Scale), (int)(height * Scale));
        pixels = new byte[3 * columns * rows];
        Array.Fill(pixels, (byte)255);
    }

    public double Width { get; }

    public double Height { get; }

    public bool HasCaption => false;

    public byte[] Png() => PngEncoder.EncodeColour(pixels, columns, rows);

    /// <summary>Puts a grey picture into a rectangle, row 0 at the top; each of its pixels becomes a block.</summary>
    public void Grey(ReadOnlySpan<byte> grey, int width, int height, double x, double y, double size)
    {
        var (left, top) = ((int)(x * Scale), (int)(y * Scale));
        var step = size * Scale;
        for (var j = 0; j < (int)(height * step); j++)
        {
            for (var i = 0; i < (int)(width * step); i++)
            {
                // Dark stars on white paper.
                var value = (byte)(255 - grey[(Math.Min(height - 1, (int)(j / step)) * width) + Math.Min(width - 1, (int)(i / step))]);
                if (left + i < columns && top + j < rows) pixels.AsSpan(3 * (((top + j) * columns) + left + i), 3).Fill(value);
            }
        }
    }

    public void Rectangle(double x, double y, double width, double height, Ink fill, double opacity) =>
        Paint(x, y, x + width, y + height, fill, opacity, (px, py) => Overlap(px, x * Scale, (x + width) * Scale) * Overlap(py, y * Scale, (y + height) * Scale));

    public void Line(IReadOnlyList<Dot> points, Ink ink, double width, bool dashed)
    {
        for (var i = 1; i < points.Count; i++)
        {
            if (dashed) Dashes(points[i - 1], points[i], ink, width);
            else Stroke(points[i - 1], points[i], ink, width);
        }
    }

    public void Dots(IEnumerable<Dot> places, Ink ink, double radius, double opacity)
    {
        foreach (var (x, y) in places)
            Paint(x - radius, y - radius, x + radius, y + radius, ink, opacity, (px, py) => (radius * Scale) + 0.5 - Distance(px - (x * Scale), py - (y * Scale)));
    }

    public void Circle(double x, double y, double radius, Ink ink, double width) => Paint(
        x - radius - width, y - radius - width, x + radius + width, y + radius + width, ink, 1,
        (px, py) => (width * Scale / 2) + 0.5 - Math.Abs(Distance(px - (x * Scale), py - (y * Scale)) - (radius * Scale)));

    public void Text(double x, double y, string text, Ink ink, double size, Anchor anchor, bool upwards)
    {
        var start = anchor switch { Anchor.Start => 0, Anchor.Middle => -StrokeFont.Width(text, size) / 2, _ => -StrokeFont.Width(text, size) };
        foreach (var stroke in StrokeFont.Strokes(text, size))
        {
            var placed = stroke.Select(dot => upwards ? new Dot(x + dot.Y, y - start - dot.X) : new Dot(x + start + dot.X, y + dot.Y)).ToList();
            if (placed.Count == 1) placed.Add(placed[0]);
            Line(placed, ink, size / 10, dashed: false);
        }
    }

    void Dashes(Dot from, Dot to, Ink ink, double width)
    {
        const double Dash = 7, Period = 12;
        var length = Distance(to.X - from.X, to.Y - from.Y);
        Dot At(double along) => new(from.X + ((to.X - from.X) * along / length), from.Y + ((to.Y - from.Y) * along / length));
        for (var along = 0.0; along < length; along += Period) Stroke(At(along), At(Math.Min(length, along + Dash)), ink, width);
    }

    void Stroke(Dot from, Dot to, Ink ink, double width)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y;
        var squared = (dx * dx) + (dy * dy);
        Paint(Math.Min(from.X, to.X) - width, Math.Min(from.Y, to.Y) - width, Math.Max(from.X, to.X) + width, Math.Max(from.Y, to.Y) + width, ink, 1, (px, py) =>
        {
            double x = (px / Scale) - from.X, y = (py / Scale) - from.Y;
            var along = squared > 0 ? Math.Clamp(((x * dx) + (y * dy)) / squared, 0, 1) : 0;
            return (width * Scale / 2) + 0.5 - (Distance(x - (along * dx), y - (along * dy)) * Scale);
        });
    }

    /// <summary>Mixes ink into the pixels of a rectangle of the drawing by how much of each is covered.</summary>
    void Paint(double left, double top, double right, double bottom, Ink ink, double opacity, Func<double, double, double> covered)
    {
        for (var j = Math.Max(0, (int)Math.Floor((top * Scale) - 1)); j < Math.Min(rows, (bottom * Scale) + 1); j++)
        {
            for (var i = Math.Max(0, (int)Math.Floor((left * Scale) - 1)); i < Math.Min(columns, (right * Scale) + 1); i++)
            {
                var share = opacity * Math.Clamp(covered(i + 0.5, j + 0.5), 0, 1);
                if (share > 0) Mix(pixels.AsSpan(3 * ((j * columns) + i), 3), ink, share);
            }
        }
    }

    static void Mix(Span<byte> pixel, Ink ink, double share)
    {
        pixel[0] = (byte)Math.Round(pixel[0] + (share * (ink.Red - pixel[0])));
        pixel[1] = (byte)Math.Round(pixel[1] + (share * (ink.Green - pixel[1])));
        pixel[2] = (byte)Math.Round(pixel[2] + (share * (ink.Blue - pixel[2])));
    }

    static double Overlap(double centre, double from, double to) => Math.Max(0, Math.Min(centre + 0.5, to) - Math.Max(centre - 0.5, from));

    static double Distance(double x, double y) => Math.Sqrt((x * x) + (y * y));
}

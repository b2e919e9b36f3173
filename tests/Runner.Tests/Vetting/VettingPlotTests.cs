using Nocturne.Core.Tests.Vetting;
using Nocturne.Core.Vetting;
using Nocturne.Runner.Plots;
using Nocturne.Runner.Vetting;

namespace Nocturne.Runner.Tests.Vetting;

/// <summary>Where the plots put what they show.</summary>
public sealed class VettingPlotTests
{
    static readonly TransitEphemeris Dips = new(1, 2000.5, 2.4);

    [Fact]
    public void The_outline_runs_along_the_edges_of_the_pixels_of_the_aperture()
    {
        var (detail, sector) = Scene();
        var canvas = new Recorder(VettingPlots.DifferenceSize(DifferencePicture.From(detail), hasCaption: true));

        VettingPlots.Difference(canvas, detail, sector);

        // The aperture is the middle pixel and its four neighbours; the brightest loss is the middle pixel.
        var outline = canvas.Lines.Single(line => line.Width == 2.6).Points;
        var brightest = canvas.Rectangles.Where(box => box.Ink.Name == "lost" && box.Height > 20).MaxBy(box => box.Opacity);
        Assert.Equal(brightest.X - brightest.Width, outline.Min(dot => dot.X), 6);
        Assert.Equal(brightest.X + (2 * brightest.Width), outline.Max(dot => dot.X), 6);
        Assert.Equal(brightest.Y - brightest.Height, outline.Min(dot => dot.Y), 6);
        Assert.Equal(brightest.Y + (2 * brightest.Height), outline.Max(dot => dot.Y), 6);
        Assert.Equal(outline[0], outline[^1]);
        var (x, y) = Assert.Single(canvas.Circles);
        Assert.Equal(brightest.X + (brightest.Width / 2), x, 6);
        Assert.Equal(brightest.Y + (brightest.Height / 2), y, 6);
    }

    [Fact]
    public void Equal_gains_and_losses_have_equal_strength_and_the_first_row_is_at_the_bottom()
    {
        var (detail, sector) = Scene();
        var values = new double[detail.Reference.Rows * detail.Reference.Columns];
        (values[0], values[1], values[2]) = (2, -2, double.NaN);
        var made = detail with { Refined = detail.Refined! with { Difference = values } };
        var canvas = new Recorder(VettingPlots.DifferenceSize(DifferencePicture.From(made), hasCaption: true));

        VettingPlots.Difference(canvas, made, sector);

        var lost = canvas.Rectangles.Single(box => box.Ink.Name == "lost" && box.Opacity == 1);
        var gained = canvas.Rectangles.Single(box => box.Ink.Name == "gained" && box.Opacity == 1);
        Assert.Equal(lost.X + lost.Width, gained.X, 6);
        Assert.Equal(lost.Y, gained.Y, 6);
        Assert.Equal(canvas.Rectangles.Where(box => box.Ink.Name == "even" && box.Width == lost.Width).Max(box => box.Y), lost.Y, 6);
        Assert.Equal(values.Length - 1, canvas.Rectangles.Count(box => box.Ink.Name == "even" && box.Width == lost.Width));
    }

    [Fact]
    public void The_bars_of_the_curve_are_the_errors_of_the_depths()
    {
        var pixels = StampScenes.Star(13, 13, StampScenes.Times(400), StampScenes.Dip(Dips, 0.005), noise: 0.3);
        var detail = (ApertureDependenceDetail)VettingChecks.Default.Run("V10", new() { Ephemeris = Dips, Pixels = pixels }).Detail!;
        var canvas = new Recorder((VettingPlots.CurveWidth, VettingPlots.CurveHeight));

        VettingPlots.Curve(canvas, detail);

        var curve = ApertureCurve.From(detail);
        var bars = canvas.Lines.Where(line => line.Ink == Ink.Star && line.Points.Count == 2 && line.Points[0].X == line.Points[1].X).ToArray();
        Assert.Equal(curve.Radii.Count, bars.Length);
        var perPpm = (bars[0].Points[0].Y - bars[0].Points[1].Y) / curve.ErrorsPpm[0];
        for (var i = 0; i < bars.Length; i++) Assert.Equal(curve.ErrorsPpm[i] * perPpm, bars[i].Points[0].Y - bars[i].Points[1].Y, 6);
        // One more is the mark in the legend.
        Assert.Equal(curve.ReferenceRadii.Count + 1, canvas.Circles.Count);
    }

    static (GhostDetail Detail, VetSector Sector) Scene()
    {
        var pixels = StampScenes.Star(11, 9, StampScenes.Times(300), StampScenes.Dip(Dips, 0.1));
        var input = new VettingInput { Ephemeris = Dips, Pixels = pixels.WithAperture(StampScenes.Disc(pixels, 1)) };
        return ((GhostDetail)VettingChecks.Default.Run("V20", input).Detail!, new("x.fits", null, input));
    }

    /// <summary>Keeps what was drawn.</summary>
    sealed class Recorder((double Width, double Height) size) : IPlotCanvas
    {
        public List<(double X, double Y, double Width, double Height, Ink Ink, double Opacity)> Rectangles { get; } = [];

        public List<(IReadOnlyList<Dot> Points, Ink Ink, double Width)> Lines { get; } = [];

        public List<(double X, double Y)> Circles { get; } = [];

        public double Width => size.Width;

        public double Height => size.Height;

        public bool HasCaption => true;

        public void Rectangle(double x, double y, double width, double height, Ink fill, double opacity) => Rectangles.Add((x, y, width, height, fill, opacity));

        public void Line(IReadOnlyList<Dot> points, Ink ink, double width, bool dashed) => Lines.Add((points, ink, width));

        public void Dots(IEnumerable<Dot> places, Ink ink, double radius, double opacity)
        {
        }

        public void Circle(double x, double y, double radius, Ink ink, double width) => Circles.Add((x, y));

        public void Text(double x, double y, string text, Ink ink, double size, Anchor anchor, bool upwards)
        {
        }
    }
}

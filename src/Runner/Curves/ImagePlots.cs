using System.Globalization;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Runner.Plots;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Curves;

/// <summary>Pictures of the sky with what was found in it.</summary>
static class ImagePlots
{
    const double Side = 900;

    /// <summary>Inner and outer half axes of the usual sky annulus [sigmas].</summary>
    const double AnnulusInner = 5, AnnulusOuter = 7.5;

    /// <summary>The stacked image with the aperture of every star of the catalogue, numbered; the annulus of the target or the first star.</summary>
    public static (PictureCanvas Picture, string Caption) Catalogue(BandKey band, SourceCatalogue catalogue, Image stack, int? target)
    {
        var picture = StackPicture.Paint(stack.View);
        var pixel = Side / Math.Max(picture.Width, picture.Height);
        var canvas = new PictureCanvas(picture.Width * pixel, (picture.Height * pixel) + 36);
        canvas.Text(8, 25, Text($"{band}: {catalogue.Sources.Count} stars, {catalogue.StackedFrames} frames stacked"), Ink.Text, 18, Anchor.Start, upwards: false);
        canvas.Grey(picture.Grey.Span, picture.Width, picture.Height, 0, 36, pixel);
        var scale = pixel / picture.Binning;
        Dot Place(double x, double y) => new((x + 0.5) * scale, 36 + ((stack.Height - 0.5 - y) * scale));
        foreach (var star in catalogue.Sources)
        {
            var isTarget = star.Number == (target ?? 0);
            Ellipse(canvas, Place, star, catalogue, Fwhm.PerSigma, isTarget ? Ink.Accent : BandInk.Of(band), isTarget ? 2.4 : 1.5);
            if (isTarget || (target is null && star.Number == catalogue.Sources[0].Number))
            {
                Ellipse(canvas, Place, star, catalogue, AnnulusInner, Ink.Accent, 1.1);
                Ellipse(canvas, Place, star, catalogue, AnnulusOuter, Ink.Accent, 1.1);
            }

            var (x, y) = Place(star.X + (Fwhm.PerSigma * catalogue.PsfSemiMajorSigma), star.Y + (Fwhm.PerSigma * catalogue.PsfSemiMajorSigma));
            canvas.Text(Math.Min(x, canvas.Width - 24), Math.Max(y, 52), star.Number.ToString(CultureInfo.InvariantCulture), isTarget ? Ink.Accent : BandInk.Of(band), 16, Anchor.Start, upwards: false);
        }

        return (canvas, Text($"{band}: the stars of the catalogue with apertures of one full width at half maximum; one sky annulus (5 to 7.5 sigmas) is shown."));
    }

    /// <summary>The background mesh of a frame: its level, box by box, and where it lies between.</summary>
    public static (PictureCanvas Picture, string Caption) Background(BandKey band, Image frame, BackgroundOptions options)
    {
        var mesh = BackgroundPicture.Of(frame, options);
        var pixel = Side / Math.Max(frame.Width, frame.Height);
        var canvas = new PictureCanvas((frame.Width * pixel) + 150, (frame.Height * pixel) + 36);
        canvas.Text(8, 25, Text($"{band}: background mesh, boxes of {options.BoxWidth} x {options.BoxHeight} pixels"), Ink.Text, 18, Anchor.Start, upwards: false);
        canvas.Grey(mesh.Grey, mesh.Columns, mesh.Rows, 0, 36, pixel * mesh.Step);
        for (var x = options.BoxWidth; x < frame.Width; x += options.BoxWidth) canvas.Line([new(x * pixel, 36), new(x * pixel, canvas.Height)], Ink.Grid, 0.6, dashed: false);
        for (var y = options.BoxHeight; y < frame.Height; y += options.BoxHeight) canvas.Line([new(0, canvas.Height - (y * pixel)), new(frame.Width * pixel, canvas.Height - (y * pixel))], Ink.Grid, 0.6, dashed: false);
        Scale(canvas, (frame.Width * pixel) + 20, 60, Math.Min(400, canvas.Height - 120), mesh.Low, mesh.High);
        return (canvas, mesh.Caption(band));
    }

    /// <summary>A small picture (PNG) of a frame with the stars where they are in it.</summary>
    public static byte[] Frame(Image frame, IReadOnlyList<(int Number, double X, double Y)> stars, double radius, string title, Ink ink, int side)
    {
        var picture = StackPicture.Paint(frame.View, side);
        var pixel = 0.5 * Math.Max(1, side / Math.Max(picture.Width, picture.Height));
        var canvas = new PictureCanvas(picture.Width * pixel, (picture.Height * pixel) + 14);
        canvas.Grey(picture.Grey.Span, picture.Width, picture.Height, 0, 14, pixel);
        var scale = pixel / picture.Binning;
        foreach (var (number, x, y) in stars)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y)) continue;
            var (left, top) = ((x + 0.5) * scale, 14 + ((frame.Height - 0.5 - y) * scale));
            canvas.Circle(left, top, Math.Max(3, radius * scale), ink, 0.9);
            canvas.Text(left + 4, top - 4, number.ToString(CultureInfo.InvariantCulture), ink, 9, Anchor.Start, upwards: false);
        }

        canvas.Text(4, 11, title, Ink.Text, 9, Anchor.Start, upwards: false);
        return canvas.Png();
    }

    static void Ellipse(PictureCanvas canvas, Func<double, double, Dot> place, CatalogueSource star, SourceCatalogue catalogue, double sigmas, Ink ink, double width)
    {
        const int Corners = 48;
        var (sine, cosine) = Math.SinCos(catalogue.PsfOrientation);
        canvas.Line([.. Enumerable.Range(0, Corners + 1).Select(k =>
        {
            var (v, u) = Math.SinCos(2 * Math.PI * k / Corners);
            var (along, across) = (sigmas * catalogue.PsfSemiMajorSigma * u, sigmas * catalogue.PsfSemiMinorSigma * v);
            return place(star.X + (along * cosine) - (across * sine), star.Y + (along * sine) + (across * cosine));
        })], ink, width, dashed: false);
    }

    static void Scale(PictureCanvas canvas, double x, double y, double height, double low, double high)
    {
        byte[] ramp = [.. Enumerable.Range(0, 64).Select(i => (byte)(255 - (4 * i)))];
        canvas.Grey([.. ramp.SelectMany(value => new[] { value, value, value })], 3, 64, x, y, height / 64);
        foreach (var share in new[] { 0, 0.5, 1 })
            canvas.Text(x + (3 * height / 64) + 8, y + (height * (1 - share)) + 5, Text($"{low + (share * (high - low)):0.0}"), Ink.Text, 14, Anchor.Start, upwards: false);
        canvas.Text(x, y - 12, "ADU/pixel", Ink.Soft, 13, Anchor.Start, upwards: false);
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using Nocturne.Core.Catalogs;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Report;

/// <summary>A band's stacked image with its stars, numbered as in the light curves.</summary>
static class SkyFigure
{
    /// <summary>More numbers than this hide the stars.</summary>
    const int NumberedStars = 150;

    /// <summary>More ellipses than this make the page slow.</summary>
    const int DrawnStars = 1000;

    public static void Write(HtmlText html, BandReport band, Image? stack)
    {
        if (band.Catalogue is not { } catalogue) return;
        var picture = stack is null ? null : StackPicture.Paint(stack.View);
        var (width, height) = picture is null ? (catalogue.Width, catalogue.Height) : (picture.Width * picture.Binning, picture.Height * picture.Binning);

        html.Add($"<figure><figcaption><span class=\"band {band.Colour}\">{band.Band}</span> <span>{catalogue.Sources.Count:N0} stars</span> ");
        html.Add($"<span class=\"soft\">{catalogue.StackedFrames:N0} frames stacked, {catalogue.Width} x {catalogue.Height} pixels</span></figcaption>");
        html.AddRaw(picture is null ? "<div class=\"sky bare\">" : "<div class=\"sky\">");
        if (picture is not null)
            html.Add($"<img alt=\"Stacked image of band {band.Band}\" width=\"{picture.Width}\" height=\"{picture.Height}\" src=\"data:image/png;base64,").AddBase64(picture.Png).AddRaw("\">");
        html.Add($"<svg viewBox=\"-0.5 -0.5 {width} {height}\" role=\"img\" aria-label=\"Numbered stars of band {band.Band}\">");
        WriteStars(html, band, catalogue, height, Math.Max(width, height) / 38.0);
        html.AddRaw("</svg></div>");
        if (picture is null) html.Add($"<p class=\"note\">The stacked image stacks/{PortableName.Of(band.Band)}.fits is not there; only the stars are drawn.</p>");
        if (catalogue.Sources.Count > NumberedStars)
            html.Add($"<p class=\"note\">Numbers for the {NumberedStars} brightest stars; the others show theirs under the pointer.</p>");
        html.AddRaw("</figure>\n");
    }

    static void WriteStars(HtmlText html, BandReport band, SourceCatalogue catalogue, int height, double letters)
    {
        var major = Axis(catalogue.PsfSemiMajorSigma);
        var minor = Axis(catalogue.PsfSemiMinorSigma);
        var turn = -catalogue.PsfOrientation * (180 / Math.PI);
        foreach (var star in catalogue.Sources.Take(DrawnStars))
        {
            if (!double.IsFinite(star.X) || !double.IsFinite(star.Y)) continue;
            var (x, y) = (star.X, height - 1 - star.Y);
            html.Add($"<g data-band=\"{band.Band}\" data-source=\"{star.Number}\"><title>Star {star.Number}</title>");
            html.Add($"<ellipse cx=\"{x:F2}\" cy=\"{y:F2}\" rx=\"{major:F2}\" ry=\"{minor:F2}\" transform=\"rotate({(double.IsFinite(turn) ? turn : 0):F2} {x:F2} {y:F2})\"/>");
            if (star.Number <= NumberedStars)
                html.Add($"<text x=\"{x + (major * 0.8):F2}\" y=\"{y - (major * 0.8):F2}\" font-size=\"{letters:F1}\">{star.Number}</text>");
            html.AddRaw("</g>");
        }
    }

    /// <summary>Half axis of an ellipse: one full width at half maximum.</summary>
    static double Axis(double sigma) => double.IsFinite(sigma) && sigma > 0 ? Fwhm.PerSigma * sigma : 4;
}

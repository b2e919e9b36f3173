using Nocturne.Runner.Plots;
using Nocturne.Runner.Report;
using Nocturne.Streams.Forced;

namespace Nocturne.Runner.Forced;

/// <summary>One image's part of the page: facts and plots, complete in itself.</summary>
static class ForcedSection
{
    const double Width = 760, Height = 470;

    public static string Write(ForcedFrame frame)
    {
        var html = new HtmlText();
        var summary = ImageSummary.Of(frame);
        html.Add($"<details class=\"image\"><summary>{ForcedText.Title(summary)}</summary>\n<dl class=\"facts\">");
        foreach (var (name, text) in ForcedText.Facts(summary)) html.Add($"<dt>{name}</dt><dd>{text}</dd>");
        html.AddRaw("</dl>\n<div class=\"grid\"><div class=\"drawings\">\n");
        Cutout(html, frame);
        Plot(html, "Encircled energy", ForcedPlots.EncircledEnergy, frame);
        html.AddRaw("</div><div class=\"drawings\">\n");
        Plot(html, "Input − measured magnitude", ForcedPlots.Offsets, frame);
        Plot(html, "Magnitudes", ForcedPlots.Histogram, frame);
        return html.AddRaw("</div></div></details>\n").ToString();
    }

    static void Plot(HtmlText html, string title, Func<IPlotCanvas, ForcedFrame, string?> draw, ForcedFrame frame)
    {
        var canvas = new SvgCanvas(Width, Height);
        if (draw(canvas, frame) is not { } description) return;
        html.Add($"<figure><figcaption><strong>{title}</strong> <span class=\"soft\">{description}</span></figcaption>").AddRaw(canvas.Markup(description)).AddRaw("</figure>\n");
    }

    static void Cutout(HtmlText html, ForcedFrame frame)
    {
        var picture = StackPicture.Paint(frame.Image!.Cutout.Pixels.View);
        var canvas = new SvgCanvas(picture.Width, picture.Height);
        var description = ForcedPlots.Apertures(canvas, frame, 1);
        html.Add($"<figure><figcaption><strong>Cut-out with apertures</strong> <span class=\"soft\">{description}</span></figcaption><div class=\"sky\">");
        html.Add($"<img alt=\"Cut-out of {frame.File.Name}\" width=\"{picture.Width}\" height=\"{picture.Height}\" src=\"data:image/png;base64,").AddRaw(Convert.ToBase64String(picture.Png)).AddRaw("\">");
        html.AddRaw(canvas.Markup(description)).AddRaw("</div></figure>\n");
    }
}

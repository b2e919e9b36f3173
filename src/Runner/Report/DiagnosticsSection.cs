using Nocturne.Core.Imaging;
using Nocturne.Runner.Curves;
using Nocturne.Runner.Plots;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Report;

/// <summary>The section that says how well the night was measured: noise, who varies, the images of the stars, the sky, the cadence.</summary>
sealed class DiagnosticsSection(NightReader night, IReadOnlyList<BandReport> bands, Func<BandKey, Image?> stacks, FrameFiles? frames)
{
    const double Width = 580, Height = 400;

    /// <summary>Frames that the noise is made of at most; of a longer night every second, third, … frame is taken.</summary>
    const int MostFrames = 4000;

    public void Write(HtmlText html)
    {
        var photometers = night.LightCurves().Select(curve => curve.Photometer).Distinct().OrderBy(label => !label.StartsWith("forced_", StringComparison.Ordinal)).ThenBy(label => label, StringComparer.Ordinal).ToArray();
        var seen = bands.Where(band => band.MeasuredCount > 0).ToArray();
        if (photometers.Length == 0 || seen.Length == 0) return;
        html.Add($"""
            <h2>Diagnostics</h2>
            <p class="note">How well the night was measured, for the photometer {photometers[0]}. Every star is compared with the ensemble of the others, from which stars that vary have been left out.
            'nocturne plot' makes these pictures as files, and more.</p>
            <div class="diagnostics">

            """);
        foreach (var band in seen)
        {
            WriteBand(html, band, photometers[0]);
            SpentMemory.Return();
        }
        Figure(html, canvas => DiagnosticPlots.Cadence(canvas, NightConditions.Times(night, seen.Select(band => band.Band))), height: 620);
        html.AddRaw("</div>\n");
    }

    void WriteBand(HtmlText html, BandReport band, string photometer)
    {
        var noise = BandNoise.Of(BandCurves.Read(night, band.Band, photometer, MostFrames));
        Figure(html, canvas => DiagnosticPlots.Noise(canvas, band.Band, noise));
        Figure(html, canvas => DiagnosticPlots.RmsFlux(canvas, band.Band, noise));
        Figure(html, canvas => DiagnosticPlots.SignalToNoise(canvas, band.Band, noise));
        if (band.Catalogue is not { } catalogue) return;
        if (stacks(band.Band) is { } stack)
        {
            Figure(html, canvas => StarPlots.Growth(canvas, band.Band, catalogue, stack));
            Figure(html, canvas => StarPlots.Cuts(canvas, band.Band, catalogue, stack, catalogue.Sources.Count > 0 ? catalogue.Sources[0].Number : 0), width: 860);
        }

        if (frames is not null && night.Frames(band.Band).FirstOrDefault(frame => frame.Id == catalogue.ReferenceFrame) is { } reference && frames.Read(reference) is { } image)
        {
            var picture = BackgroundPicture.Of(image, frames.MeshOf(reference, image));
            html.AddRaw("<figure><div class=\"sky\">");
            html.Add($"<img alt=\"Background of band {band.Band}\" width=\"{picture.Columns}\" height=\"{picture.Rows}\" src=\"data:image/png;base64,").AddBase64(PngEncoder.Encode(picture.Grey, picture.Columns, picture.Rows)).AddRaw("\"></div>");
            html.Add($"<p class=\"note\">{picture.Caption(band.Band)}</p></figure>\n");
        }
    }

    static void Figure(HtmlText html, Func<IPlotCanvas, string?> draw, double width = Width, double height = Height)
    {
        var canvas = new SvgCanvas(width, height);
        if (draw(canvas) is { } caption) html.AddRaw("<figure>").AddRaw(canvas.Markup(caption)).Add($"<p class=\"note\">{caption}</p></figure>\n");
    }
}

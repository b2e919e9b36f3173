using System.Globalization;
using System.Text;
using Nocturne.Core.Sky;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Report;

/// <summary>What all cameras together tell of the sky and of the guiding, along the same time as the strips of the bands.</summary>
static class CommonSkyFigure
{
    const double Length = 1000, Height = 60;

    /// <summary>More points than this are thinned: a screen shows no more.</summary>
    const int MostPoints = 1000;

    /// <param name="html">The page.</param>
    /// <param name="samples">What the cameras tell.</param>
    /// <param name="label">A label as wide as those of the strips above, so that times stand below each other; it is not seen.</param>
    /// <param name="first">Time at the left edge [s since 1970, UTC].</param>
    /// <param name="span">Time to the right edge [s].</param>
    public static void Write(HtmlText html, IReadOnlyList<SkySample> samples, string label, double first, double span)
    {
        if (samples.Count < 2) return;
        var highest = samples.Max(sample => sample.Transparency);
        var (x, y) = (samples.Select(sample => sample.ShiftX).ToArray(), samples.Select(sample => sample.ShiftY).ToArray());
        var (low, high) = (Math.Min(x.Min(), y.Min()), Math.Max(x.Max(), y.Max()));
        html.AddRaw($"<p class=\"note\">All cameras together, the median of each moment; as a table in <code>{CommonSkyTable.FileName}</code>.</p>\n");
        Strip($"Transparency, from 0 at the bottom to {Number(highest)} at the top.", Line(sample => sample.Transparency, 0, highest));
        Strip($"Shift of the field along x and y (dashed) in pixels of the first camera, from {Number(low)} to {Number(high)}.", Line(sample => sample.ShiftX, low, high), Line(sample => sample.ShiftY, low, high));

        void Strip(string words, params string[] lines)
        {
            html.Add($"<div class=\"sky-strip common-sky\"><span class=\"band\" aria-hidden=\"true\">{label}</span><svg viewBox=\"0 0 {Length} {Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{words}\"><title>{words}</title>");
            foreach (var line in lines) html.Add($"<polyline points=\"{line}\"/>");
            html.Add($"</svg></div>\n<p class=\"note\">{words}</p>\n");
        }

        string Line(Func<SkySample, double> value, double bottom, double top)
        {
            var text = new StringBuilder();
            var range = top > bottom ? top - bottom : 1;
            var every = ((samples.Count - 1) / MostPoints) + 1;
            for (var i = 0; i < samples.Count; i += every)
            {
                var across = Length * (BandReport.SecondsOf(samples[i].Time) - first) / span;
                var up = Height - 3 - ((Height - 6) * (value(samples[i]) - bottom) / range);
                text.Append(CultureInfo.InvariantCulture, $"{across:F1},{up:F1} ");
            }
            return text.ToString().TrimEnd();
        }
    }

    static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

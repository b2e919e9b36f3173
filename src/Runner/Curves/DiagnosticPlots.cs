using System.Globalization;
using Nocturne.Core.LightCurves;
using Nocturne.Runner.Plots;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Curves;

/// <summary>Plots of what a night was like and how well it was measured; each returns a sentence on what is seen, null when there is nothing to draw.</summary>
static class DiagnosticPlots
{
    /// <summary>Room for the last number of a logarithmic axis.</summary>
    const double LogarithmicRight = 44;

    /// <summary>Errors of the stars over their flux, measured scatter beside the model and its parts.</summary>
    public static string? Noise(IPlotCanvas canvas, BandKey band, BandNoise noise)
    {
        var stars = noise.Stars.Where(star => star.Flux > 0 && star.OwnError > 0).ToArray();
        if (stars.Length == 0 || !(noise.SkyRms >= 0)) return null;
        var (least, most) = (stars.Min(star => star.Flux) / 1.5, stars.Max(star => star.Flux) * 1.5);
        var fluxes = Enumerable.Range(0, 60).Select(i => least * Math.Pow(most / least, i / 59.0)).ToArray();
        var values = stars.SelectMany(star => new[] { star.OwnError, star.OwnRms }).Concat(fluxes.Select(flux => Math.Sqrt(noise.Model(flux).Total) / flux)).Select(share => share * NoiseBudget.MagnitudesPerShare);
        var y = PlotScale.Decades(values, "Noise of a point [mag]");
        var area = new PlotArea(canvas, Text($"{band}: noise of a point, measured and expected"), PlotScale.Decades([least, most], "Flux [ADU]"), y, LogarithmicRight);
        IEnumerable<(double, double)> Part(Func<NoiseBudget, double> variance) =>
            fluxes.Select(flux => (flux, NoiseBudget.Magnitudes(variance(noise.Model(flux)), flux))).Where(point => y.Contains(point.Item2));
        area.Line(Part(model => model.Source), Ink.Soft, 1.3, dashed: true);
        area.Line(Part(model => model.Sky), Ink.Soft, 1.3, dashed: true);
        area.Line(Part(model => model.Total), Ink.Text, 1.8);
        var ink = BandInk.Of(band);
        foreach (var star in stars) canvas.Circle(area.X(star.Flux), area.Y(star.OwnError * NoiseBudget.MagnitudesPerShare), 5, ink, 1.5);
        area.Dots(stars.Where(star => star.OwnRms > 0).Select(star => (star.Flux, star.OwnRms * NoiseBudget.MagnitudesPerShare)), ink, 3.2);
        area.Legend(isLow: false, [new("measured scatter", ink), new("errors of the points", ink, LegendMark.Ring), new("model", Ink.Text), new("its parts: star, sky", Ink.Soft, LegendMark.Dashes)]);
        return Text($"{band}: rings are the errors of the points, dots their measured scatter against the other stars, the line is the noise model (gain {noise.Gain:0.##} electrons per ADU, sky noise {noise.SkyRms:0.#} ADU per pixel); dashed are its parts.");
    }

    /// <summary>Scatter over flux with the variables marked.</summary>
    public static string? RmsFlux(IPlotCanvas canvas, BandKey band, BandNoise noise)
    {
        if (noise.Tested.Count == 0) return null;
        var area = new PlotArea(
            canvas, Text($"{band}: who scatters more than expected?"), PlotScale.Decades(noise.Tested.Select(star => star.Flux), "Median flux [ADU]"),
            PlotScale.Decades(noise.Tested.SelectMany(star => new[] { star.Rms, star.Expected }).Select(rms => rms * 100), "Scatter of a point [%]"), LogarithmicRight);
        area.Line(noise.Tested.OrderBy(star => star.Flux).Select(star => (star.Flux, star.Expected * 100)), Ink.Soft, 1.6);
        foreach (var star in noise.Tested)
        {
            var (x, y) = area.Place(star.Flux, star.Rms * 100);
            canvas.Dots([new(x, y)], star.IsVariable ? Ink.Accent : BandInk.Of(band), 4);
            canvas.Text(x + 7, y - 5, star.Number.ToString(CultureInfo.InvariantCulture), star.IsVariable ? Ink.Accent : Ink.Soft, 14);
        }

        var variables = noise.Tested.Where(star => star.IsVariable).Select(star => star.Number).ToArray();
        return Text($"{band}: scatter of each star against the ensemble; the line is what constant stars have. ") + variables switch
        {
            [] => "None scatters more beyond doubt.",
            [var one] => Text($"Star {one} (marked) scatters more: it varies, or something is wrong with it."),
            _ => Text($"Stars {DifferentialCurves.Numbers(variables)} (marked) scatter more: they vary, or something is wrong with them."),
        };
    }

    /// <summary>Signal to noise of each star in one frame.</summary>
    public static string? SignalToNoise(IPlotCanvas canvas, BandKey band, BandNoise noise)
    {
        var stars = noise.Stars.Where(star => star.OwnError > 0).ToArray();
        if (stars.Length == 0) return null;
        var most = stars.Max(star => 1 / star.OwnError);
        var area = new PlotArea(canvas, Text($"{band}: signal to noise in one frame"), new(0.3, stars.Length + 0.7, "Star, in the order of the catalogue"), new(0, 1.1 * most, "Signal to noise"));
        for (var i = 0; i < stars.Length; i++)
        {
            var (x, top) = area.Place(i + 1, 1 / stars[i].OwnError);
            var width = 0.7 * (area.X(2) - area.X(1));
            canvas.Rectangle(x - (width / 2), top, width, area.LowerEnd - top, BandInk.Of(band), 0.75);
            if (stars.Length <= 40) canvas.Text(x, top - 5, stars[i].Number.ToString(CultureInfo.InvariantCulture), Ink.Text, 13, Anchor.Middle);
        }

        return Text($"{band}: median flux over its error, star by star.");
    }

    /// <summary>Time from frame to frame: over the night, and how often.</summary>
    public static string? Cadence(IPlotCanvas canvas, IReadOnlyList<(BandKey Band, double[] Mjd)> bands)
    {
        var steps = bands.Where(band => band.Mjd.Length > 1).Select(band => (band.Band, band.Mjd, Steps: band.Mjd.Skip(1).Zip(band.Mjd, (next, time) => (next - time) * 86400).ToArray())).ToArray();
        if (steps.Length == 0) return null;
        var panels = PlotPanel.Rows(canvas, 2);
        var (time, place) = PlotScale.Time(bands.SelectMany(band => band.Mjd));
        var all = steps.SelectMany(band => band.Steps).Where(step => step > 0).Order().ToArray();
        if (all.Length == 0) return null;
        var median = all[all.Length / 2];
        var isWide = all[^1] > 20 * median || all[0] < median / 20;
        var y = isWide ? PlotScale.Decades(all, "Time to the next frame [s]") : new PlotAxis(0, 1.15 * all[^1], "Time to the next frame [s]");
        var upper = new PlotArea(panels[0], Text($"Time from frame to frame, median {median:0.###} s"), time, y);
        foreach (var band in steps)
            upper.Dots(PlotScale.Thinned([.. band.Steps.Select((step, i) => (place(band.Mjd[i]), step))], 3000).Where(point => y.Contains(point.step)), BandInk.Of(band.Band), PlotScale.DotRadius(band.Steps.Length));
        var lower = new PlotArea(panels[1], "Frames so far", time, new(0, 1.05 * bands.Max(band => band.Mjd.Length), "Frames"));
        foreach (var band in bands) lower.Line(PlotScale.Thinned([.. band.Mjd.Select((mjd, i) => (place(mjd), i + 1.0))], 1000), BandInk.Of(band.Band), 1.8);
        lower.Legend(isLow: true, [.. bands.Select(band => BandInk.Entry(band.Band))]);
        return Text($"Time from frame to frame and number of frames over the night, by the headers; the median step is {median:0.###} s.");
    }

    /// <summary>Sky, seeing, airmass and shift over the night.</summary>
    public static string? Systematics(IPlotCanvas canvas, IReadOnlyList<(BandKey Band, double[] Mjd, double[][] Values)> bands, IReadOnlyList<string> labels)
    {
        var shown = Enumerable.Range(0, labels.Count).Where(k => bands.Any(band => Array.Exists(band.Values[k], double.IsFinite))).ToArray();
        if (shown.Length == 0) return null;
        var panels = PlotPanel.Rows(canvas, shown.Length);
        var (time, place) = PlotScale.Time(bands.SelectMany(band => band.Mjd));
        for (var p = 0; p < shown.Length; p++)
        {
            var k = shown[p];
            var isLast = p == shown.Length - 1;
            var y = PlotScale.Around(bands.SelectMany(band => band.Values[k]), labels[k]);
            var area = new PlotArea(panels[p], "", isLast ? time : time with { Label = "" }, y);
            if (p == 0) Bands(panels[p], area, [.. bands.Select(band => band.Band)]);
            foreach (var band in bands)
            {
                var points = band.Mjd.Select((mjd, i) => (place(mjd), Value: band.Values[k][i])).Where(point => double.IsFinite(point.Value)).ToArray();
                area.Dots(PlotScale.Thinned(points, 3000), BandInk.Of(band.Band), 0.8 * PlotScale.DotRadius(points.Length));
            }
        }

        return "What was measured of the frames as a whole, over the night.";
    }

    /// <summary>The bands and their colours in the line above a plot.</summary>
    static void Bands(PlotPanel canvas, PlotArea area, BandKey[] bands)
    {
        for (var k = 0; k < bands.Length; k++)
        {
            var left = 110 + (90 * k);
            canvas.Dots([new(left - 12, area.Top - 20)], BandInk.Of(bands[k]), 5, opacity: 1);
            canvas.Text(left, area.Top - 15, bands[k].ToString(), Ink.Text, 16, Anchor.Start, upwards: false);
        }
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

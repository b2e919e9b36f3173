using System.Globalization;
using Nocturne.Core.LightCurves;
using Nocturne.Runner.Plots;

namespace Nocturne.Runner.Curves;

/// <summary>Plots of a target's light curves; each returns a sentence on what is seen, null when there is nothing to draw.</summary>
static class CurvePlots
{
    /// <summary>Bars are drawn for so many points of a band at most; more hide the points.</summary>
    const int MostBars = 1500;

    /// <summary>Chances of noise whose levels are drawn.</summary>
    static readonly double[] Chances = [0.01, 0.0001];

    /// <summary>From a power per day^-1 to millionths per hertz.</summary>
    const double Ppm = 86400e6;

    /// <summary>Relative flux over time, a panel for each band, with error bars; flagged points are grey.</summary>
    public static string? LightCurve(IPlotCanvas canvas, IReadOnlyList<BandLightCurve> curves)
    {
        var panels = PlotPanel.Rows(canvas, curves.Count);
        var (axis, place) = PlotScale.Time(curves.SelectMany(curve => curve.Band.Mjd));
        for (var k = 0; k < curves.Count; k++)
        {
            var curve = curves[k];
            var rows = curve.Rows.Where(i => double.IsFinite(curve.Curve.Flux[i])).ToArray();
            var unit = Normalisation.Median.UnitOf(curve.Series().Value);
            var errors = rows.Select(i => curve.Curve.Error[i] / unit).Order().ToArray();
            var values = PlotScale.Around(rows.Select(i => curve.Curve.Flux[i] / unit), "Relative flux", errors.Length == 0 ? 0 : errors[errors.Length / 2]);
            var ink = BandInk.Of(curve.Band.Band);
            var area = new PlotArea(panels[k], Text($"{curve.Band.Band}, star {curve.Target} over {Names(curve)}"), k == curves.Count - 1 ? axis : axis with { Label = "" }, values);
            if (rows.Length <= MostBars) foreach (var i in rows) Bar(area, values, place(curve.Band.Mjd[i]), curve.Curve.Flux[i] / unit, curve.Curve.Error[i] / unit, ink);
            foreach (var isGood in new[] { false, true })
                area.Dots(rows.Where(i => (curve.Flags[i] == 0) == isGood).Select(i => (place(curve.Band.Mjd[i]), curve.Curve.Flux[i] / unit)), isGood ? ink : Ink.Soft, PlotScale.DotRadius(rows.Length));
        }

        return Text($"Star {curves[0].Target} against its comparison stars; medians are 1, bars are one standard deviation, grey points carry a flag.");
    }

    /// <summary>Power over period, with the levels that white noise reaches seldom.</summary>
    public static string Periodogram(IPlotCanvas canvas, Periodogram periodogram)
    {
        var grid = periodogram.Grid;
        var (unit, name) = Unit(1 / grid.Last);
        double from = unit / grid.Last, to = unit / grid.First;
        var isLogarithmic = to / from > 20;
        var x = isLogarithmic ? PlotScale.Decades([from, to], $"Period [{name}]") : new(from, to, $"Period [{name}]");
        var levels = Chances.Select(chance => (Chance: chance, Power: FalseAlarms.PowerAt(periodogram, chance))).ToArray();
        var title = Text($"Best period {Length(periodogram.BestPeriod)}, false alarm probability {periodogram.FalseAlarmProbability:0.0e+0}");
        var y = new PlotAxis(0, Math.Min(1.05, 1.15 * Math.Max(periodogram.Power.Max(), Math.Min(1, levels[0].Power))), "Power (share of the variance)");
        var area = new PlotArea(canvas, title, x, y, right: 44);
        foreach (var (chance, power) in levels)
        {
            if (!y.Contains(power)) continue;
            area.Level(power, Ink.Soft, 1.2, dashed: true);
            canvas.Text(area.RightEnd - 6, area.Y(power) - 6, Text($"{chance * 100:0.##} % chance"), Ink.Soft, 14, Anchor.End);
        }

        area.Line(Envelope(periodogram, unit, x), BlueInk, 1.5);
        area.Dots([(unit * periodogram.BestPeriod, periodogram.Power[periodogram.Best])], Ink.Accent, 5);
        return title + ".";
    }

    /// <summary>All bands over the phase of a period, two turns, with means over phase; each band stands below the one before.</summary>
    public static string? Folded(IPlotCanvas canvas, IReadOnlyList<BandLightCurve> curves, double period, double epoch)
    {
        const int Bins = 20;
        var folded = curves.Select(curve => (Curve: curve, Series: curve.Series())).Where(pair => pair.Series.Count > 0).ToArray();
        if (folded.Length == 0) return null;
        var units = folded.Select(pair => Normalisation.Median.UnitOf(pair.Series.Value)).ToArray();
        var ranges = folded.Select((pair, k) => PlotScale.Around(pair.Series.Value.Select(value => value / units[k]), "")).ToArray();
        var step = folded.Length > 1 ? ranges.Max(range => range.To - range.From) : 0;
        var y = new PlotAxis(ranges[^1].From - ((folded.Length - 1) * step), ranges[0].To, folded.Length > 1 ? Text($"Relative flux, each band {step:0.00#} lower") : "Relative flux");
        var area = new PlotArea(canvas, Text($"Star {curves[0].Target} folded with {Length(period)}"), new(0, 2, "Phase [turns]"), y);
        for (var k = 0; k < folded.Length; k++)
        {
            var (curve, series) = folded[k];
            var (shift, ink) = (k * step, BandInk.Of(curve.Band.Band));
            var values = Array.ConvertAll(series.Value, value => (value / units[k]) - shift);
            var errors = Array.ConvertAll(series.Error, error => error / units[k]);
            var phases = PhaseFolding.Phases(series.Time, period, epoch);
            area.Dots(phases.SelectMany((phase, i) => new[] { (phase, values[i]), (phase + 1, values[i]) }), ink, 0.8 * PlotScale.DotRadius(series.Count), 0.45);
            if (series.Count < 4 * Bins) continue;
            var means = PhaseFolding.Bin(phases, values, errors, Bins);
            for (var bin = 0; bin < means.Value.Length; bin++)
            {
                foreach (var turn in new[] { 0, 1 })
                {
                    Bar(area, y, means.Time[bin] + turn, means.Value[bin], means.Error[bin], Ink.Text);
                    area.Dots([(means.Time[bin] + turn, means.Value[bin])], Ink.Text, 3.4);
                }
            }
        }

        area.Legend(isLow: false, [.. folded.Select(pair => BandInk.Entry(pair.Curve.Band.Band))]);
        return Text($"Star {curves[0].Target} folded with {Length(period)}, phase 0 at MJD {epoch:0.00000}; black points are means over a twentieth of a turn.");
    }

    /// <summary>The averaged power spectrum with the level of the noise.</summary>
    public static string Spectrum(IPlotCanvas canvas, IReadOnlyList<(BandLightCurve Curve, PowerSpectrum Spectrum)> bands)
    {
        var x = PlotScale.Decades(bands.SelectMany(band => band.Spectrum.Frequency).Select(frequency => frequency / 86400), "Frequency [Hz]");
        var y = PlotScale.Decades(bands.SelectMany(band => band.Spectrum.Power.Append(band.Spectrum.NoiseLevel)).Select(power => power * Ppm), "Power [10^-6 (rms/mean)^2 per Hz]");
        var title = Text($"Power spectrum of star {bands[0].Curve.Target}, {bands[0].Spectrum.Segments} segment{(bands[0].Spectrum.Segments == 1 ? "" : "s")} of {bands[0].Spectrum.PointsPerSegment} points");
        var area = new PlotArea(canvas, title, x, y, right: 44);
        foreach (var (curve, spectrum) in bands)
        {
            var ink = BandInk.Of(curve.Band.Band);
            area.Line(spectrum.Frequency.Zip(spectrum.Power, (f, p) => (f / 86400, Math.Clamp(p * Ppm, y.From, y.To))), ink, 1.6);
            area.Level(spectrum.NoiseLevel * Ppm, ink, 1.4, dashed: true);
        }

        area.Legend(isLow: false, [.. bands.Select(band => BandInk.Entry(band.Curve.Band.Band))]);
        return title + "; dashed is what the errors of the points make.";
    }

    /// <summary>Correlation of two bands over lag.</summary>
    public static string Correlation(IPlotCanvas canvas, BandLightCurve first, BandLightCurve second, LagCurve lags, LagEstimate? estimate)
    {
        var (unit, name) = Unit(lags.Lag[^1]);
        var title = estimate is { } lag
            ? Text($"{second.Band.Band} behind {first.Band.Band}: {lag.Lag * unit:0.###} +{(lag.High - lag.Lag) * unit:0.###} \u2212{(lag.Lag - lag.Low) * unit:0.###} {name}")
            : Text($"{second.Band.Band} behind {first.Band.Band}");
        var y = PlotScale.Around(lags.Correlation, "Correlation");
        var area = new PlotArea(canvas, title, new(lags.Lag[0] * unit, lags.Lag[^1] * unit, $"Lag [{name}]"), y);
        area.Upright(0, Ink.Soft, 1.2, dashed: true);
        area.Level(0, Ink.Soft, 1.2, dashed: true);
        area.Line(lags.Lag.Zip(lags.Correlation, (l, c) => (l * unit, c)).Where(point => double.IsFinite(point.c)).Select(point => (point.Item1, point.c)), BandInk.Of(second.Band.Band), 1.8);
        if (double.IsFinite(lags.Peak)) area.Upright(lags.Peak * unit, Ink.Accent, 1.5);
        return title + ".";
    }

    /// <summary>Scatter of means over their length, beside that of white noise.</summary>
    public static string? RedNoise(IPlotCanvas canvas, IReadOnlyList<BandLightCurve> curves)
    {
        var bands = curves.Select(curve => (Curve: curve, Points: TimeAveraging.Curve(Relative(curve.Series())))).Where(band => band.Points.Count > 1).ToArray();
        if (bands.Length == 0) return null;
        var all = bands.SelectMany(band => band.Points).ToArray();
        var x = PlotScale.Decades(all.Select(point => point.Duration * 86400), "Length of a mean [s]");
        var y = PlotScale.Decades(all.SelectMany(point => new[] { point.Rms, point.White }).Select(rms => rms * 100), "Scatter of the means [%]");
        var title = Text($"Star {curves[0].Target}: does the noise average out?");
        var area = new PlotArea(canvas, title, x, y, right: 44);
        foreach (var (curve, points) in bands)
        {
            var ink = BandInk.Of(curve.Band.Band);
            area.Line(points.Select(point => (point.Duration * 86400, point.White * 100)), ink, 1.4, dashed: true);
            area.Line(points.Select(point => (point.Duration * 86400, point.Rms * 100)), ink, 1.6);
            area.Dots(points.Select(point => (point.Duration * 86400, point.Rms * 100)), ink, 3.2);
        }

        area.Legend(isLow: false, [.. bands.Select(band => new LegendEntry(Text($"{band.Curve.Band.Band}, beta {Math.Max(1, band.Points[^1].Beta):0.00}"), BandInk.Of(band.Curve.Band.Band)))]);
        return title + " Dashed is white noise; a star that varies lies above it too.";
    }

    /// <summary>A length of time in the unit that makes readable numbers.</summary>
    public static string Length(double days)
    {
        var (unit, name) = Unit(days);
        return string.Create(CultureInfo.InvariantCulture, $"{days * unit:0.######} {name}");
    }

    static TimeSeries Relative(TimeSeries series)
    {
        var unit = Normalisation.Median.UnitOf(series.Value);
        return new(series.Time, Array.ConvertAll(series.Value, value => value / unit), Array.ConvertAll(series.Error, error => error / unit));
    }

    static (double Unit, string Name) Unit(double days) => days >= 1 ? (1, "days") : days >= 1 / 24.0 ? (24, "hours") : days >= 1 / 1440.0 ? (1440, "minutes") : (86400, "seconds");

    static void Bar(PlotArea area, PlotAxis y, double x, double value, double error, Ink ink)
    {
        var (low, high) = (Math.Max(value - error, y.From), Math.Min(value + error, y.To));
        if (high > low) area.Line([(x, low), (x, high)], ink, 1);
    }

    /// <summary>The highest power in each of as many steps as the eye can tell apart.</summary>
    static IEnumerable<(double X, double Y)> Envelope(Periodogram periodogram, double unit, PlotAxis x)
    {
        const int Steps = 1400;
        var highest = new (double Period, double Power)[Steps + 1];
        for (var k = 0; k < periodogram.Power.Length; k++)
        {
            var period = unit / periodogram.Grid[k];
            var step = (int)(x.Share(period) * Steps);
            if (step is >= 0 and <= Steps && periodogram.Power[k] >= highest[step].Power) highest[step] = (period, periodogram.Power[k]);
        }

        return highest.Where(point => point.Period > 0).Select(point => (point.Period, point.Power));
    }

    static string Names(BandLightCurve curve)
    {
        var numbers = curve.Ensemble.Used.Select(star => star.Number).ToArray();
        return numbers.Length > 8 ? Text($"{numbers.Length} stars") : DifferentialCurves.Numbers(numbers);
    }

    static Ink BlueInk { get; } = new("b", 0x1f, 0x5f, 0xbf);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

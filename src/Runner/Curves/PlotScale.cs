using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Runner.Plots;

namespace Nocturne.Runner.Curves;

/// <summary>Axes that fit what is to be seen.</summary>
static class PlotScale
{
    /// <summary>Everything that is seen; but a few values many times farther out than the rest do not flatten it.</summary>
    public static PlotAxis Around(IEnumerable<double> values, string label, double error = 0)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0) return new(0, 1, label);
        double At(double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
        var reach = (6 * (At(0.95) - At(0.05))) + (4 * error);
        double low = sorted.Length > 20 ? Math.Max(sorted[0], At(0.05) - reach) : sorted[0], high = sorted.Length > 20 ? Math.Min(sorted[^1], At(0.95) + reach) : sorted[^1];
        (low, high) = (low - error, high + error);
        var pad = high > low ? 0.07 * (high - low) : Math.Max(Math.Abs(high) * 0.01, 1e-9);
        return new(low - pad, high + pad, label);
    }

    /// <summary>Whole decades around positive values.</summary>
    public static PlotAxis Decades(IEnumerable<double> values, string label)
    {
        var sorted = values.Where(value => value > 0 && double.IsFinite(value)).Order().ToArray();
        if (sorted.Length == 0) return new(0.1, 10, label, IsLogarithmic: true);
        double from = Math.Pow(10, Math.Floor(Math.Log10(sorted[0] * 0.95))), to = Math.Pow(10, Math.Ceiling(Math.Log10(sorted[^1] * 1.05)));
        return new(from, to > from ? to : 10 * from, label, IsLogarithmic: true);
    }

    /// <summary>Time from the first moment of a night, in a unit that makes readable numbers.</summary>
    public static (PlotAxis Axis, Func<double, double> Place) Time(IEnumerable<double> mjd, string scale = "UTC")
    {
        var known = mjd.Where(double.IsFinite).ToArray();
        var (first, last) = known.Length == 0 ? (0.0, 1.0) : (known.Min(), known.Max());
        var length = Math.Max(last - first, 1e-6);
        var (unit, name) = length > 3 ? (1.0, "days") : length > 0.1 ? (24.0, "hours") : length > 3 / 1440.0 ? (1440.0, "minutes") : (86400.0, "seconds");
        var start = Mjd.FromDouble(first).ToString().Replace('T', ' ');
        var label = string.Create(CultureInfo.InvariantCulture, $"Time since {start[..19]} {scale} [{name}]");
        return (new(-0.02 * length * unit, 1.02 * length * unit, label), value => (value - first) * unit);
    }

    /// <summary>Radius of dots: many are small.</summary>
    public static double DotRadius(int count) => count > 5000 ? 0.9 : count > 1000 ? 1.4 : count > 200 ? 2.2 : 3.2;

    /// <summary>Every second, third, … of too many points.</summary>
    public static IEnumerable<T> Thinned<T>(IReadOnlyList<T> points, int most)
    {
        var every = Math.Max(1, (points.Count + most - 1) / most);
        for (var i = 0; i < points.Count; i += every) yield return points[i];
    }
}

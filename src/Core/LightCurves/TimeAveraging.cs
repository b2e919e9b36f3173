using Nocturne.Core.Photometry;

namespace Nocturne.Core.LightCurves;

/// <summary>The red-noise test: does the scatter of means fall like one over the root of their points (Pont et al. 2006, MNRAS 373, 231; Winn et al. 2008, ApJ 683, 1076)?</summary>
public static class TimeAveraging
{
    /// <summary>Fewest means that a scatter is made of.</summary>
    const int FewestMeans = 5;

    /// <summary>The curve for means of 1, 2, 3, 4, 6, 8, … points; means do not reach over gaps.</summary>
    public static IReadOnlyList<TimeAveragePoint> Curve(TimeSeries residuals)
    {
        ArgumentNullException.ThrowIfNull(residuals);
        var runs = GoodTimes.Runs(residuals.Time);
        var centre = SigmaClip.Mean(residuals.Value);
        var single = Math.Sqrt(SigmaClip.Variance(residuals.Value, centre) * residuals.Count / Math.Max(1, residuals.Count - 1));
        var spacing = GoodTimes.Spacing(residuals.Time);
        var curve = new List<TimeAveragePoint>();
        foreach (var points in Sizes(residuals.Count))
        {
            var means = new List<double>();
            foreach (var run in runs)
                for (var start = run.Start.Value; start + points <= run.End.Value; start += points)
                    means.Add(SigmaClip.Mean(residuals.Value.AsSpan(start, points)));
            if (means.Count < FewestMeans) continue;
            var values = means.ToArray();
            var rms = Math.Sqrt(SigmaClip.Variance(values, centre));
            curve.Add(new(points, points * spacing, rms, single / Math.Sqrt(points) * (points == 1 ? Math.Sqrt((values.Length - 1.0) / values.Length) : Math.Sqrt(1 - (points / (double)residuals.Count))), values.Length));
        }

        return curve;
    }

    /// <summary>The factor by which errors of features of some duration must grow: the median of the curve's β between half and twice that duration, at least 1.</summary>
    public static double Beta(IReadOnlyList<TimeAveragePoint> curve, double duration)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var near = curve.Where(point => point.Points > 1 && point.Duration >= duration / 2 && point.Duration <= duration * 2).Select(point => point.Beta).ToArray();
        return near.Length == 0 ? double.NaN : Math.Max(1, SigmaClip.Median(near));
    }

    static IEnumerable<int> Sizes(int count)
    {
        for (var size = 1; size <= count / FewestMeans; size = Math.Max(size + 1, (int)(size * 1.42))) yield return size;
    }
}

using Nocturne.Core.Alignment;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.Sky;

/// <summary>One transparency and one guiding curve of the telescope from all its cameras.</summary>
/// <remarks>
/// Cloud is grey and the cameras are bolted together, so each camera sees the same curves, but for a constant: its reference was taken in another moment. Time
/// is cut into steps; in each the median of the cameras counts, so that one camera that is wrong is outvoted where there are three.
/// </remarks>
public static class CommonSky
{
    /// <summary>Combines the cameras.</summary>
    /// <param name="cameras">The samples of each camera in the order of time, with shifts in one system of axes: <see cref="Shift"/>.</param>
    /// <param name="stepSeconds">Length of a step [s].</param>
    /// <returns>A sample for each step in which any camera has one; the time is the mean of its samples.</returns>
    public static IReadOnlyList<SkySample> Combine(IReadOnlyList<IReadOnlyList<SkySample>> cameras, double stepSeconds)
    {
        ArgumentNullException.ThrowIfNull(cameras);
        var steps = cameras.Select(samples => Steps(samples, stepSeconds)).ToArray();
        var times = steps.SelectMany(step => step.Keys).Distinct().Order().ToArray();
        var zero = steps.Select(own => Zero(own, steps)).ToArray();
        var common = new List<SkySample>(times.Length);
        foreach (var time in times)
        {
            var here = Enumerable.Range(0, steps.Length).Where(i => steps[i].ContainsKey(time)).Select(i => (Sample: steps[i][time], Zero: zero[i])).ToArray();
            common.Add(new(
                here[0].Sample.Time.AddSeconds(here.Average(one => one.Sample.Time.SecondsSince(here[0].Sample.Time))),
                Math.Exp(Median(here, one => Math.Log(one.Sample.Transparency) - one.Zero.Light)),
                Median(here, one => one.Sample.ShiftX - one.Zero.X),
                Median(here, one => one.Sample.ShiftY - one.Zero.Y)));
        }
        return common;
    }

    /// <summary>Where the centre of a field lies against the reference, in the axes of the telescope's first camera [pixels of that camera].</summary>
    /// <param name="transform">Map from the band's reference to the frame.</param>
    /// <param name="width">Width of the frame [pixels].</param>
    /// <param name="height">Height of the frame [pixels].</param>
    /// <param name="toFirst">Map from the band's pixels to those of the first camera; its shift is not used.</param>
    public static (double X, double Y) Shift(PlaneTransform transform, int width, int height, PlaneTransform toFirst)
    {
        var (cx, cy) = ((width - 1) / 2.0, (height - 1) / 2.0);
        var (x, y) = transform.Apply(cx, cy);
        return (toFirst with { X0 = 0, Y0 = 0 }).Apply(x - cx, y - cy);
    }

    static Dictionary<long, SkySample> Steps(IReadOnlyList<SkySample> samples, double seconds) => samples
        .Where(sample => sample.Transparency > 0 && double.IsFinite(sample.ShiftX) && double.IsFinite(sample.ShiftY))
        .GroupBy(sample => (long)Math.Floor(((sample.Time.Day * 86400.0) + (sample.Time.Fraction * 86400)) / seconds))
        .ToDictionary(group => group.Key, group =>
        {
            var all = group.ToArray();
            var time = all[0].Time.AddSeconds(all.Average(sample => sample.Time.SecondsSince(all[0].Time)));
            return new SkySample(time, Median(all, sample => sample.Transparency), Median(all, sample => sample.ShiftX), Median(all, sample => sample.ShiftY));
        });

    /// <summary>How a camera differs from the median of all cameras, over the steps that it shares with others.</summary>
    static (double Light, double X, double Y) Zero(Dictionary<long, SkySample> own, Dictionary<long, SkySample>[] all)
    {
        var differences = new List<(double Light, double X, double Y)>();
        foreach (var (time, sample) in own)
        {
            var here = all.Where(steps => steps.ContainsKey(time)).Select(steps => steps[time]).ToArray();
            if (here.Length < 2) continue;
            differences.Add((
                Math.Log(sample.Transparency) - Median(here, one => Math.Log(one.Transparency)),
                sample.ShiftX - Median(here, one => one.ShiftX),
                sample.ShiftY - Median(here, one => one.ShiftY)));
        }
        if (differences.Count == 0) return default;
        var list = differences.ToArray();
        return (Median(list, one => one.Light), Median(list, one => one.X), Median(list, one => one.Y));
    }

    static double Median<T>(T[] items, Func<T, double> value) => SigmaClip.Median(Array.ConvertAll(items, item => value(item)));
}

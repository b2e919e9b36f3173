using Nocturne.Core.LightCurves;

namespace Nocturne.Runner.Curves;

/// <summary>Looks for a period in the light curves of a target, in all bands together.</summary>
/// <param name="Curves">The curves that were searched.</param>
/// <param name="Periodogram">The periodogram.</param>
/// <param name="Epoch">The first moment, where phase 0 is unless told otherwise.</param>
sealed record PeriodSearch(IReadOnlyList<BandLightCurve> Curves, Periodogram Periodogram, double Epoch)
{
    /// <summary>Searches.</summary>
    /// <param name="curves">Light curves.</param>
    /// <param name="shortest">Shortest period [days]; null for two points of the fastest band.</param>
    /// <param name="longest">Longest period [days]; null for the length of the night.</param>
    /// <param name="model">What the bands have in common.</param>
    /// <exception cref="CommandException">There is nothing to search.</exception>
    public static PeriodSearch Run(IReadOnlyList<BandLightCurve> curves, double? shortest, double? longest, MultiBandModel model)
    {
        // One scale for all: barycentric only where every band has it.
        var isBarycentric = curves.All(curve => curve.Band.IsBarycentric);
        var series = curves.Select(curve => Relative(curve.Series(isBarycentric ? curve.Band.Bmjd : curve.Band.Mjd))).Where(band => band.Count > 3).ToArray();
        if (series.Length == 0) throw new CommandException(ExitCode.UnusableInput, $"Star {curves[0].Target} has too few points for a period: more than 3 are needed in a band.");
        var times = series.SelectMany(band => band.Time).Order().ToArray();
        var fastest = 2 * series.Min(band => GoodTimes.Spacing(band.Time));
        FrequencyGrid grid;
        try
        {
            grid = FrequencyGrid.For(times, shortest ?? Math.Min(fastest, (times[^1] - times[0]) / 2), longest);
        }
        catch (ArgumentException exception)
        {
            throw new CommandException(ExitCode.Usage, exception.Message.Split(" (Parameter")[0], exception);
        }

        return new(curves, LombScargle.Of(series, grid, model), times[0]);
    }

    /// <summary>The strongest periods that are not neighbours of each other.</summary>
    public IEnumerable<(double Period, double Power)> Peaks(int count)
    {
        var power = Periodogram.Power;
        var peaks = Enumerable.Range(0, power.Length).Where(k => (k == 0 || power[k] >= power[k - 1]) && (k == power.Length - 1 || power[k] > power[k + 1])).OrderByDescending(k => power[k]);
        var taken = new List<int>();
        foreach (var k in peaks)
        {
            if (taken.Exists(other => Math.Abs(other - k) < 2 * FrequencyGrid.StepsPerPeak)) continue;
            taken.Add(k);
            yield return (k == Periodogram.Best ? Periodogram.BestPeriod : 1 / Periodogram.Grid[k], power[k]);
            if (taken.Count == count) yield break;
        }
    }

    static TimeSeries Relative(TimeSeries series)
    {
        var unit = Normalisation.Median.UnitOf(series.Value);
        return new(series.Time, Array.ConvertAll(series.Value, value => value / unit), Array.ConvertAll(series.Error, error => error / Math.Abs(unit)));
    }
}

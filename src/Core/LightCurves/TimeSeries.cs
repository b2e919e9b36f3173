namespace Nocturne.Core.LightCurves;

/// <summary>A light curve of one band, ready to be analysed: times ascending, all values finite, all errors positive.</summary>
/// <param name="Time">Times; days unless said otherwise.</param>
/// <param name="Value">Values.</param>
/// <param name="Error">Standard deviations.</param>
public sealed record TimeSeries(double[] Time, double[] Value, double[] Error)
{
    public int Count => Time.Length;

    /// <summary>The usable points of a curve, in the order of time; what is not a number or has no error is left out.</summary>
    public static TimeSeries From(IReadOnlyList<double> times, IReadOnlyList<double> values, IReadOnlyList<double> errors)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(errors);
        int[] usable =
        [
            .. Enumerable.Range(0, times.Count).Where(i => double.IsFinite(times[i]) && double.IsFinite(values[i]) && double.IsFinite(errors[i]) && errors[i] > 0).OrderBy(i => times[i]),
        ];
        return new(Array.ConvertAll(usable, i => times[i]), Array.ConvertAll(usable, i => values[i]), Array.ConvertAll(usable, i => errors[i]));
    }
}

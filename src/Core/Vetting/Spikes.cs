using Nocturne.Core.Background;

namespace Nocturne.Core.Vetting;

/// <summary>Finds single cadences that stand out of their neighbours in time: cosmic rays, satellites, momentum dumps.</summary>
static class Spikes
{
    const int HalfWidth = 2;

    /// <summary>Share of the values within one standard deviation: what lies there says how large it is, whatever the other third does.</summary>
    const double WithinOneSigma = 0.683;

    /// <summary>Marks the spikes of a series as not usable. Dips and flares of three cadences and more are no spikes.</summary>
    /// <param name="series">One value for each cadence.</param>
    /// <param name="sigma">How far is far [sigma].</param>
    /// <param name="usable">Cadences to look at; those that are spikes become false.</param>
    public static void Mark(ReadOnlySpan<double> series, double sigma, Span<bool> usable)
    {
        var chosen = new List<int>(series.Length);
        for (var i = 0; i < series.Length; i++)
        {
            if (usable[i]) chosen.Add(i);
        }

        if (chosen.Count < (2 * HalfWidth) + 1) return;
        var distances = new double[chosen.Count];
        Span<double> around = stackalloc double[(2 * HalfWidth) + 1];
        for (var k = 0; k < distances.Length; k++)
        {
            var first = Math.Clamp(k - HalfWidth, 0, chosen.Count - around.Length);
            for (var j = 0; j < around.Length; j++) around[j] = series[chosen[first + j]];
            distances[k] = Math.Abs(series[chosen[k]] - FiniteMedian.Of(around));
        }

        var limit = sigma * Selection.Smallest([.. distances], (int)(WithinOneSigma * (distances.Length - 1)));
        for (var k = 0; k < distances.Length; k++)
        {
            if (distances[k] > limit && limit > 0) usable[chosen[k]] = false;
        }
    }
}

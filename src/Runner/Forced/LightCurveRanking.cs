using Nocturne.Core.Quality;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Forced;

/// <summary>Which sources are worth looking at first: those that change most against their errors.</summary>
static class LightCurveRanking
{
    /// <summary>The light curves of the sources with the largest reduced χ² against a constant flux, in any band; sources seen only once are left out.</summary>
    /// <returns>Source, its χ² per degree of freedom (NaN where errors are not known), and its curves; the most variable first.</returns>
    public static IReadOnlyList<(int Source, double Variation, IReadOnlyList<LightCurveKey> Curves)> Of(NightReader night, int limit)
    {
        var sources = new Dictionary<int, (double Variation, int Points, List<LightCurveKey> Curves)>();
        foreach (var curve in night.LightCurves())
        {
            var (variation, points) = Variation(night.LightCurve(curve));
            var known = sources.TryGetValue(curve.Source, out var before) ? before : (double.NaN, 0, []);
            known.Curves.Add(curve);
            sources[curve.Source] = (double.IsNaN(known.Variation) ? variation : Math.Max(known.Variation, double.IsNaN(variation) ? 0 : variation), known.Points + points, known.Curves);
        }

        return [.. sources.Where(source => source.Value.Points > 1)
            .OrderByDescending(source => double.IsNaN(source.Value.Variation) ? -1 : source.Value.Variation).ThenBy(source => source.Key).Take(limit)
            .Select(source => (source.Key, source.Value.Variation, (IReadOnlyList<LightCurveKey>)source.Value.Curves))];
    }

    /// <summary>χ²/ν = Σ ((f − m)/σ)² / (n − 1) about the weighted mean m of the points without flags.</summary>
    static (double Variation, int Points) Variation(IEnumerable<LightCurvePoint> curve)
    {
        double weight = 0, sum = 0, squares = 0;
        var (points, good) = (0, 0);
        foreach (var row in curve.Select(point => point.Measurement))
        {
            if (!double.IsFinite(row.Flux)) continue;
            points++;
            if (row.Flags is not (QualityFlag.Good or QualityFlag.NoMagnitude) || !(row.FluxError > 0)) continue;
            var w = 1 / (row.FluxError * row.FluxError);
            weight += w;
            sum += w * row.Flux;
            squares += w * row.Flux * row.Flux;
            good++;
        }

        return (good > 1 ? Math.Max(0, squares - (sum * sum / weight)) / (good - 1) : double.NaN, points);
    }
}

using Nocturne.Core.Quality;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Report;

/// <summary>A light curve with one point per group of frames.</summary>
/// <remarks>A point is the mean of the measurements without flags; where there are none, of those with flags, and then it carries their flags.</remarks>
/// <param name="Flux">Mean of the finite fluxes; NaN where there is none.</param>
/// <param name="Error">Standard deviation of that mean.</param>
/// <param name="Flags">All flags of a point's measurements together.</param>
sealed record BinnedCurve(float[] Flux, float[] Error, int[] Flags)
{
    /// <param name="points">Points in time order.</param>
    /// <param name="groups">The groups of the band's frames.</param>
    public static BinnedCurve Of(IEnumerable<LightCurvePoint> points, FrameGroups groups)
    {
        var good = new Mean[groups.Count];
        var flagged = new Mean[groups.Count];
        var flags = new int[groups.Count];
        var group = 0;
        foreach (var point in points)
        {
            if (point.MidUtc is not { } mid) continue;
            var time = BandReport.SecondsOf(mid);
            while (group < groups.Count && groups.Ends[group] < time) group++;
            if (group == groups.Count) break;
            var row = point.Measurement;
            flags[group] |= (int)row.Flags;
            if (double.IsFinite(row.Flux)) (row.Flags == QualityFlag.Good ? good : flagged)[group].Add(row.Flux, row.FluxError);
        }

        var flux = new float[groups.Count];
        var error = new float[groups.Count];
        for (var i = 0; i < flux.Length; i++)
        {
            if (good[i].Count > 0) flags[i] = 0;
            (flux[i], error[i]) = good[i].Count > 0 ? good[i].Value : flagged[i].Value;
        }

        return new(flux, error, flags);
    }

    struct Mean
    {
        double sum;
        double variance;

        public int Count { get; private set; }

        public readonly (float Flux, float Error) Value =>
            Count == 0 ? (float.NaN, float.NaN) : ((float)(sum / Count), (float)(Math.Sqrt(variance) / Count));

        public void Add(double flux, double error)
        {
            sum += flux;
            variance += error * error;
            Count++;
        }
    }
}

using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Vetting;

/// <summary>How much light comes through in each frame, from comparison stars: the sum of their light over the sum of their medians.</summary>
sealed class TransparencyCurve
{
    readonly Dictionary<string, (double Light, double Usual)> frames = [];

    public TransparencyCurve(NightReader night, BandKey band, string photometer, IEnumerable<int> stars)
    {
        foreach (var star in stars)
        {
            var points = night.LightCurve(new(band, photometer, star))
                .Where(point => point.Measurement.Flags == QualityFlag.Good && double.IsFinite(point.Measurement.Flux)).ToArray();
            if (points.Length == 0) continue;
            var usual = SigmaClip.Median(Array.ConvertAll(points, point => point.Measurement.Flux));
            if (!(usual > 0)) continue;
            Stars++;
            foreach (var point in points)
            {
                var (light, sum) = frames.GetValueOrDefault(point.Frame);
                frames[point.Frame] = (light + point.Measurement.Flux, sum + usual);
            }
        }
    }

    /// <summary>Number of comparison stars.</summary>
    public int Stars { get; private set; }

    /// <summary>What comes through, 1 in the usual frame; NaN where no star can be compared with.</summary>
    public double At(string frame) => frames.TryGetValue(frame, out var sums) && sums.Light > 0 ? sums.Light / sums.Usual : double.NaN;
}

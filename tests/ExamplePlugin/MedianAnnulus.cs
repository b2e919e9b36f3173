using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;

namespace MyLab;

/// <summary>A local background of one's own: the median of a ring from 5 to 7.5 standard deviations of the point source, without any clipping.</summary>
public sealed class MedianAnnulus : ILocalBackground
{
    /// <inheritdoc/>
    public LocalBackground Estimate(in PhotometryFrame frame, double x, double y, double semiMajorSigma, double semiMinorSigma, double angle)
    {
        var ring = Aperture.EllipticalAnnulus(x, y, 5 * semiMajorSigma, 5 * semiMinorSigma, 7.5 * semiMajorSigma, 7.5 * semiMinorSigma, angle);
        using var window = frame.Window(ring.Box);
        var sky = new List<double>();
        for (var row = window.Box.Y; row < window.Box.Bottom; row++)
        {
            for (var column = window.Box.X; column < window.Box.Right; column++)
            {
                var i = window.IndexOf(column, row);
                if ((window.State[i] & PixelState.Bad) == 0 && ApertureOverlap.Contains(ring, column - x, row - y)) sky.Add(window.Counts[i]);
            }
        }

        if (sky.Count == 0) return LocalBackground.None;
        sky.Sort();
        var median = sky[sky.Count / 2];
        var deviations = sky.Select(value => Math.Abs(value - median)).Order().ToArray();
        var scatter = 1.4826 * deviations[deviations.Length / 2];
        return new LocalBackground(median, scatter, 1.2533 * scatter / Math.Sqrt(sky.Count), sky.Count, QualityFlag.Good);
    }
}

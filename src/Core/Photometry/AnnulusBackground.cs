using System.Buffers;

namespace Nocturne.Core.Photometry;

/// <summary>
/// The sky from a ring round the source: pixels whose centres lie in it, bad and labelled ones left out, outliers clipped.
/// </summary>
public sealed record AnnulusBackground : ILocalBackground
{
    /// <summary>The default of opticam: 5 to 7.5 sigma, mean of what a 3-sigma clip of at most ten rounds leaves.</summary>
    public static AnnulusBackground Opticam { get; } = new();

    /// <summary>Inner semi-axes in standard deviations of a point source.</summary>
    public double Inner { get; init; } = 5;

    /// <summary>Outer semi-axes in standard deviations of a point source.</summary>
    public double Outer { get; init; } = 7.5;

    public SkyEstimator Estimator { get; init; } = SkyEstimator.Mean;

    public double ClipSigma { get; init; } = 3;

    /// <summary>Largest number of clipping rounds; zero clips nothing.</summary>
    public int ClipIterations { get; init; } = 10;

    public ClipScale ClipScale { get; init; } = ClipScale.StandardDeviation;

    /// <inheritdoc/>
    public LocalBackground Estimate(
        in PhotometryFrame frame, double x, double y, double semiMajorSigma, double semiMinorSigma, double angle)
    {
        if (!double.IsFinite(x + y)) return LocalBackground.None;
        return Estimate(
            frame,
            Aperture.EllipticalAnnulus(
                x, y, Inner * semiMajorSigma, Inner * semiMinorSigma, Outer * semiMajorSigma, Outer * semiMinorSigma, angle));
    }

    /// <summary>The sky from the pixels of a given ring; the scales of this record do not matter.</summary>
    public LocalBackground Estimate(in PhotometryFrame frame, in Aperture ring)
    {
        using var window = frame.Window(ring.Box);
        return Estimate(window, ring);
    }

    /// <summary>The sky from a window that is at hand.</summary>
    public LocalBackground Estimate(in PixelWindow window, in Aperture ring)
    {
        if (Estimator is SkyEstimator.Plane or SkyEstimator.Quadratic)
            return SurfaceBackground.Estimate(window, ring, Estimator == SkyEstimator.Plane ? 1 : 2, ClipSigma, ClipIterations);
        var values = ArrayPool<double>.Shared.Rent(window.Counts.Length);
        try
        {
            return FromValues(values.AsSpan(0, Collect(window, ring, values)));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
        }
    }

    static int Collect(in PixelWindow window, in Aperture ring, Span<double> values)
    {
        var count = 0;
        var box = window.Box;
        Span<double> inside = box.Width <= 256 ? stackalloc double[box.Width] : new double[box.Width];
        for (var y = box.Y; y < box.Bottom; y++)
        {
            ApertureOverlap.Row(ring, OverlapMethod.Center, box.X, y, inside);
            var start = window.IndexOf(box.X, y);
            for (var i = 0; i < box.Width; i++)
            {
                if (inside[i] > 0 && (window.State[start + i] & (PixelState.Bad | PixelState.InSource)) == 0) values[count++] = window.Counts[start + i];
            }
        }

        return count;
    }

    LocalBackground FromValues(Span<double> values)
    {
        var kept = SigmaClip.Clip(values, ClipSigma, ClipIterations, ClipScale);
        if (kept.IsEmpty) return LocalBackground.None;
        var mean = SigmaClip.Mean(kept);
        var median = SigmaClip.MedianOfSorted(kept);
        var deviation = Math.Sqrt(SigmaClip.Variance(kept, mean));
        var scatter = ClipScale == ClipScale.StandardDeviation ? deviation : SigmaClip.MadToSigma * SigmaClip.MadOfSorted(kept, median);
        var level = Estimator switch
        {
            SkyEstimator.Mean => mean,
            SkyEstimator.Median => median,
            SkyEstimator.Mode => (3 * median) - (2 * mean),
            _ => Math.Abs(mean - median) < 0.3 * deviation ? (2.5 * median) - (1.5 * mean) : median,
        };

        // Asymptotic widths for a normal sky, relative to that of the mean: median 1.2533; a median − (a − 1) mean has
        // variance a² π/2 + (a − 1)² − 2 a (a − 1), since the covariance of mean and median is the variance of the mean.
        var widening = Estimator switch
        {
            SkyEstimator.Mean => 1,
            SkyEstimator.Median => Math.Sqrt(Math.PI / 2),
            SkyEstimator.Mode => Math.Sqrt((9 * Math.PI / 2) + 4 - 12),
            _ => Math.Sqrt((6.25 * Math.PI / 2) + 2.25 - 7.5),
        };
        return new LocalBackground(level, scatter, widening * scatter / Math.Sqrt(kept.Length), kept.Length, Quality.QualityFlag.Good);
    }
}

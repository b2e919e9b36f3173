using Nocturne.Core.Photometry;

namespace Nocturne.Core.Roman;

/// <summary>How measured magnitudes compare with those of the catalogue.</summary>
/// <param name="Finite">Number of offsets that are numbers.</param>
/// <param name="Kept">Number left after clipping.</param>
/// <param name="Median">Median of those.</param>
/// <param name="Deviation">Their population standard deviation.</param>
public readonly record struct OffsetStatistics(int Finite, int Kept, double Median, double Deviation)
{
    /// <summary>Drops what is no number, clips about the median, and takes median and deviation of the rest.</summary>
    public static OffsetStatistics Of(IEnumerable<double> offsets, double clipSigma = 5, int rounds = 2)
    {
        var values = offsets.Where(double.IsFinite).ToArray();
        var kept = SigmaClip.Clip(values, clipSigma, rounds);
        return kept.IsEmpty
            ? new(0, 0, double.NaN, double.NaN)
            : new(values.Length, kept.Length, SigmaClip.MedianOfSorted(kept), Math.Sqrt(SigmaClip.Variance(kept, SigmaClip.Mean(kept))));
    }
}

using Nocturne.Core.Quality;

namespace Nocturne.Runner.Live;

/// <summary>One source at one point of a thinned light curve: the mean of the measurements without flags; where there are none, of those with flags, and then it carries their flags.</summary>
struct CurveCell
{
    double sum;
    double variance;
    int count;

    /// <summary>Mean flux; NaN where there is none.</summary>
    public readonly float Flux => count == 0 ? float.NaN : (float)(sum / count);

    /// <summary>Standard deviation of that mean.</summary>
    public readonly float Error => count == 0 ? float.NaN : (float)(Math.Sqrt(variance) / count);

    /// <summary>All flags of its measurements together.</summary>
    public QualityFlag Flags { get; private set; }

    /// <summary>One measurement.</summary>
    public static CurveCell Of(double flux, double error, QualityFlag flags) =>
        double.IsFinite(flux) ? new() { sum = flux, variance = error * error, count = 1, Flags = flags } : new() { Flags = flags };

    /// <summary>Takes the measurements of another cell in.</summary>
    public void Add(in CurveCell other)
    {
        if (other.count == 0)
        {
            if (count == 0) Flags |= other.Flags;
            return;
        }
        if (count == 0 || (other.Flags == QualityFlag.Good && Flags != QualityFlag.Good))
        {
            this = other;
            return;
        }
        if (Flags == QualityFlag.Good && other.Flags != QualityFlag.Good) return;
        sum += other.sum;
        variance += other.variance;
        count += other.count;
        Flags |= other.Flags;
    }
}

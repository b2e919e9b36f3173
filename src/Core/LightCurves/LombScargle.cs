using System.Numerics;

namespace Nocturne.Core.LightCurves;

/// <summary>Least-squares periodograms of unevenly spaced points.</summary>
/// <remarks>
/// One band: the generalised Lomb-Scargle periodogram, with a mean of its own at each frequency (Zechmeister and Kürster 2009, A&amp;A 496, 577, eq. 4 to 15).
/// Several bands: VanderPlas and Ivezić (2015, ApJ 812, 18), each band with a mean of its own, and either one sinusoid for all, or one per band
/// (their N_base = 0, N_band = 1: the single periodograms weighted by what the bands' χ² have to give).
/// </remarks>
public static class LombScargle
{
    /// <summary>Periodogram of one band.</summary>
    public static Periodogram Of(TimeSeries series, FrequencyGrid grid) => Of([series], grid, MultiBandModel.SharedSinusoid);

    /// <summary>Periodogram of several bands together.</summary>
    /// <param name="bands">Light curves in relative units, so that amplitudes can be shared; those without points are left out.</param>
    /// <param name="grid">Frequencies.</param>
    /// <param name="model">What the bands have in common.</param>
    public static Periodogram Of(IReadOnlyList<TimeSeries> bands, FrequencyGrid grid, MultiBandModel model)
    {
        ArgumentNullException.ThrowIfNull(bands);
        ArgumentNullException.ThrowIfNull(grid);
        var known = bands.Where(band => band.Count > 1).ToArray();
        if (known.Length == 0) throw new ArgumentException("There are no points to look for a period in.", nameof(bands));
        var start = known.Min(band => band.Time[0]);
        var middle = start + ((known.Max(band => band.Time[^1]) - start) / 2);
        var sums = known.Select(band => new BandSums(band, grid, middle)).ToArray();
        var total = sums.Sum(band => band.Variance);
        var power = new double[grid.Count];
        for (var k = 0; k < power.Length; k++)
        {
            if (model == MultiBandModel.SharedSinusoid)
            {
                var all = default(Products);
                foreach (var band in sums) all += band[k];
                power[k] = total > 0 ? Math.Clamp(all.Explained() / total, 0, 1) : 0;
            }
            else
            {
                foreach (var band in sums) power[k] += band[k].Explained();
                power[k] = total > 0 ? Math.Clamp(power[k] / total, 0, 1) : 0;
            }
        }

        var freedoms = model == MultiBandModel.SharedSinusoid ? 2 : 2 * known.Length;
        return new(grid, power, known.Sum(band => band.Count), known.Length, freedoms, Spread(known, middle));
    }

    static double Spread(TimeSeries[] bands, double middle)
    {
        double weights = 0, sum = 0, squares = 0;
        foreach (var band in bands)
        {
            for (var i = 0; i < band.Count; i++)
            {
                var (weight, time) = (1 / (band.Error[i] * band.Error[i]), band.Time[i] - middle);
                weights += weight;
                sum += weight * time;
                squares += weight * time * time;
            }
        }

        return Math.Sqrt(Math.Max(0, (squares / weights) - (sum / weights * (sum / weights))));
    }

    /// <summary>Weighted products of values, cosines and sines about their means at one frequency.</summary>
    readonly record struct Products(double Yc, double Ys, double Cc, double Ss, double Cs)
    {
        /// <summary>χ² that the best sinusoid takes away.</summary>
        public double Explained()
        {
            var d = (Cc * Ss) - (Cs * Cs);

            // At frequencies where sine or cosine hardly differ from a constant there is nothing to fit.
            return d > 1e-12 * Cc * Ss && d > 0 ? ((Ss * Yc * Yc) + (Cc * Ys * Ys) - (2 * Cs * Yc * Ys)) / d : 0;
        }

        public static Products operator +(Products a, Products b) => new(a.Yc + b.Yc, a.Ys + b.Ys, a.Cc + b.Cc, a.Ss + b.Ss, a.Cs + b.Cs);
    }

    /// <summary>The Fourier sums of one band.</summary>
    sealed class BandSums
    {
        readonly double weight;
        readonly Complex[] ones;
        readonly Complex[] doubled;
        readonly Complex[] values;

        public BandSums(TimeSeries band, FrequencyGrid grid, double middle)
        {
            var times = Array.ConvertAll(band.Time, time => time - middle);
            var weights = Array.ConvertAll(band.Error, error => 1 / (error * error));
            weight = weights.Sum();
            var mean = weights.Zip(band.Value, (w, y) => w * y).Sum() / weight;
            var weighted = weights.Zip(band.Value, (w, y) => w * (y - mean)).ToArray();
            Variance = weights.Zip(band.Value, (w, y) => w * (y - mean) * (y - mean)).Sum();
            ones = NonuniformFourier.Sum(times, weights, grid);
            values = NonuniformFourier.Sum(times, weighted, grid);
            doubled = NonuniformFourier.Sum(times, weights, new(2 * grid.First, 2 * grid.Step, grid.Count));
        }

        /// <summary>χ² of the band about its mean.</summary>
        public double Variance { get; }

        public Products this[int k]
        {
            get
            {
                // Values are centred, so that their products need no correction for the mean.
                var (c, s) = (ones[k].Real, ones[k].Imaginary);
                return new(
                    values[k].Real, values[k].Imaginary,
                    ((weight + doubled[k].Real) / 2) - (c * c / weight),
                    ((weight - doubled[k].Real) / 2) - (s * s / weight),
                    (doubled[k].Imaginary / 2) - (c * s / weight));
            }
        }
    }
}

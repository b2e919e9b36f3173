namespace Nocturne.Core.LightCurves;

/// <summary>How much of the variance of a light curve a sinusoid of each frequency explains.</summary>
/// <param name="Grid">Frequencies [per unit of time].</param>
/// <param name="Power">Share of χ² that the sinusoid takes away, 0 to 1.</param>
/// <param name="Points">Points of all bands.</param>
/// <param name="Bands">Number of bands, each with a mean of its own.</param>
/// <param name="Freedoms">Parameters that the sinusoids have together: 2 for one of common amplitude and phase, 2 per band otherwise.</param>
/// <param name="TimeSpread">Weighted standard deviation of the times, which sets how many frequencies are independent.</param>
public sealed record Periodogram(FrequencyGrid Grid, double[] Power, int Points, int Bands, int Freedoms, double TimeSpread)
{
    /// <summary>Index of the highest power.</summary>
    public int Best => Array.IndexOf(Power, Power.Max());

    /// <summary>The period of the highest power, between the points of the grid.</summary>
    public double BestPeriod
    {
        get
        {
            var best = Best;
            if (best == 0 || best == Power.Length - 1) return 1 / Grid[best];
            var (before, peak, after) = (Power[best - 1], Power[best], Power[best + 1]);
            var curvature = before - (2 * peak) + after;
            return 1 / (Grid[best] + (curvature < 0 ? Grid.Step * (before - after) / (2 * curvature) : 0));
        }
    }

    /// <summary>Standard deviation of the best period for white noise: σ_f = √6 ÷ (π T_eff √N) × √((1−p)÷p), with T_eff = √12 × spread (Montgomery and O'Donoghue 1999, DSSN 13, 28).</summary>
    public double BestPeriodError
    {
        get
        {
            var power = Math.Clamp(Power[Best], 1e-12, 1 - 1e-12);
            var period = BestPeriod;

            // Amplitude over noise: A² ÷ σ² = 2 p ÷ (1 − p).
            return period * period * Math.Sqrt(6.0 / Points) / (Math.PI * Math.Sqrt(12) * TimeSpread) * Math.Sqrt((1 - power) / (2 * power));
        }
    }

    /// <summary>Probability that white noise alone reaches the highest power anywhere on the grid.</summary>
    public double FalseAlarmProbability => FalseAlarms.Probability(this, Power[Best]);
}

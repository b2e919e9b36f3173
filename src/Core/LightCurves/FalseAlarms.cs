using MathNet.Numerics;

namespace Nocturne.Core.LightCurves;

/// <summary>How often white noise makes a peak of a given height.</summary>
/// <remarks>The upper bound of Baluev (2008, MNRAS 385, 1279, eq. 6) after Davies (1987): 1 − (1 − p₁) e^−τ, where p₁ is the probability at one frequency
/// (a beta distribution) and τ the expected number of upcrossings, for a sinusoid of d parameters: τ = W Z^((d−1)÷2) (1 − z)^((N−d−1)÷2) ÷ Γ(d÷2),
/// with Z = N z ÷ 2, W = f_max √(4π) σ_t and N the points without the means. It holds to the bound for regular sampling and errs on the careful side.</remarks>
public static class FalseAlarms
{
    /// <summary>Probability that noise reaches a power somewhere on the grid.</summary>
    public static double Probability(Periodogram periodogram, double power)
    {
        ArgumentNullException.ThrowIfNull(periodogram);
        double d = periodogram.Freedoms, n = periodogram.Points - periodogram.Bands;
        if (n <= d + 1) return 1;
        if (power >= 1) return 0;
        if (power <= 0) return 1;
        var single = SpecialFunctions.BetaRegularized((n - d) / 2, d / 2, 1 - power);
        var bandwidth = (periodogram.Grid.Last - periodogram.Grid.First) * Math.Sqrt(4 * Math.PI) * periodogram.TimeSpread;
        var crossings = bandwidth * Math.Exp(((d - 1) / 2 * Math.Log(n * power / 2)) + ((n - d - 1) / 2 * Math.Log(1 - power)) - SpecialFunctions.GammaLn(d / 2));

        // 1 − (1 − p) e^−τ, without losing small numbers.
        return Math.Clamp(single - ((1 - single) * double.ExpM1(-crossings)), 0, 1);
    }

    /// <summary>The power that noise reaches with a given probability.</summary>
    public static double PowerAt(Periodogram periodogram, double probability)
    {
        double low = 0, high = 1;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Probability(periodogram, middle) > probability) low = middle;
            else high = middle;
        }

        return high;
    }
}

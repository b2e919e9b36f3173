namespace Nocturne.Core.Simulation;

/// <summary>Poisson random numbers of any mean, exact.</summary>
/// <remarks>Mean below 10: inversion of the distribution. Above: transformed rejection (PTRS; Hörmann 1993, Insurance: Mathematics and
/// Economics 12, 39). The constants of the last mean are kept, as neighbouring pixels often share it.</remarks>
sealed class PoissonSampler(RandomStream random)
{
    const double InversionBelow = 10, HalfLogTwoPi = 0.91893853320467274;

    /// <summary>ln k! for k below 16.</summary>
    static readonly double[] SmallLogFactorials = MakeSmallLogFactorials();

    double mean = double.NaN;
    double logMean, a, b, inverseAlpha, quickAccept;

    /// <summary>A draw with the given mean; 0 if it is not positive.</summary>
    public double Next(double expected)
    {
        if (!(expected > 0)) return 0;
        return expected < InversionBelow ? Invert(expected) : TransformAndReject(expected);
    }

    double Invert(double expected)
    {
        var rest = random.NextUniform();
        var probability = Math.Exp(-expected);
        var k = 0;
        // Beyond k = 200 the probabilities of a mean below 10 vanish; the bound guards against a rest left by rounding.
        while (rest >= probability && k < 200)
        {
            rest -= probability;
            k++;
            probability *= expected / k;
        }

        return k;
    }

    double TransformAndReject(double expected)
    {
        if (expected != mean) Prepare(expected);
        while (true)
        {
            var u = random.NextUniform() - 0.5;
            var v = random.NextUniform();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / us) + b) * u) + expected + 0.43);
            if (us >= 0.07 && v <= quickAccept) return k;
            if (k < 0 || (us < 0.013 && v > us)) continue;
            if (Math.Log(v * inverseAlpha / ((a / (us * us)) + b)) <= (k * logMean) - expected - LogFactorial(k)) return k;
        }
    }

    void Prepare(double expected)
    {
        mean = expected;
        logMean = Math.Log(expected);
        b = 0.931 + (2.53 * Math.Sqrt(expected));
        a = -0.059 + (0.02483 * b);
        inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        quickAccept = 0.9277 - (3.6224 / (b - 2));
    }

    /// <summary>ln k!, by Stirling's series for large k.</summary>
    static double LogFactorial(double k)
    {
        if (k < SmallLogFactorials.Length) return SmallLogFactorials[(int)k];
        var inverse = 1 / k;
        var square = inverse * inverse;
        return ((k + 0.5) * Math.Log(k)) - k + HalfLogTwoPi + (inverse * ((1 / 12.0) - (square * ((1 / 360.0) - (square / 1260)))));
    }

    static double[] MakeSmallLogFactorials()
    {
        var table = new double[16];
        for (var k = 2; k < table.Length; k++) table[k] = table[k - 1] + Math.Log(k);
        return table;
    }
}

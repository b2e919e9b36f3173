using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nocturne.Core.Astrometry;

/// <summary>A sum of cosine terms, laid out for speed.</summary>
sealed class PeriodicSeries
{
    /// <summary>Column by column, padded with terms of amplitude zero to a multiple of the vector length.</summary>
    readonly Vector256<double>[] amplitudes, phases, frequencies;

    public PeriodicSeries(IReadOnlyList<PeriodicTerm> terms)
    {
        amplitudes = Column(terms, term => term.Amplitude);
        phases = Column(terms, term => term.Phase);
        frequencies = Column(terms, term => term.Frequency);
    }

    /// <summary>Σ a cos(b + c t).</summary>
    public double Sum(double t)
    {
        var time = Vector256.Create(t);
        var sum = Vector256<double>.Zero;
        for (var i = amplitudes.Length - 1; i >= 0; i--)
            sum += amplitudes[i] * Vector256.Cos(phases[i] + (frequencies[i] * time));
        return Vector256.Sum(sum);
    }

    static Vector256<double>[] Column(IReadOnlyList<PeriodicTerm> terms, Func<PeriodicTerm, double> value)
    {
        var column = new Vector256<double>[(terms.Count + 3) / 4];
        var numbers = MemoryMarshal.Cast<Vector256<double>, double>(column.AsSpan());
        for (var i = 0; i < terms.Count; i++) numbers[i] = value(terms[i]);
        return column;
    }
}

namespace Nocturne.Core.Background;

/// <summary>Values that are all at hand and are visited again for every question.</summary>
ref struct AllValues : ISkyValues
{
    readonly ReadOnlySpan<float> values;
    readonly bool fast;
    readonly (int Count, double Mean, double Sigma) all;
    OrderStatistics order;

    /// <param name="values">Finite values, at least one.</param>
    /// <param name="bins">Scratch, as long as <paramref name="values"/>.</param>
    /// <param name="histogram">Scratch; its length is the number of bins.</param>
    /// <param name="chosen">Scratch, as long as <paramref name="values"/>.</param>
    /// <param name="guess">Level and rms that are expected; what it says decides about the speed only.</param>
    /// <param name="fast">Sum in single precision: six good digits of the difference to the guess instead of fifteen.</param>
    public AllValues(ReadOnlySpan<float> values, Span<int> bins, Span<int> histogram, Span<float> chosen, BoxStatistics guess, bool fast)
    {
        this.values = values;
        this.fast = fast;
        all = ClippedMoments.Between(values, float.NegativeInfinity, float.PositiveInfinity, double.IsFinite(guess.Level) ? (float)guess.Level : values[0], fast);
        var (centre, scale) = (all.Mean, all.Sigma);
        if (!(scale > 0)) return;
        if (guess.Rms > 0)
        {
            var (from, to) = ((float)(guess.Level - (4 * guess.Rms)), (float)(guess.Level + (4 * guess.Rms)));
            var (known, m, s) = ClippedMoments.Between(values, from, to, (float)guess.Level, fast: true);
            if (known > values.Length / 2 && s > 0) (centre, scale) = (m, s);
        }
        order = new(values, bins, histogram, chosen, centre, scale);
    }

    /// <inheritdoc/>
    public readonly (int Count, double Mean, double Sigma) Between(float low, float high, float near) =>
        float.IsInfinity(low) && float.IsInfinity(high) ? all : ClippedMoments.Between(values, low, high, near, fast);

    /// <inheritdoc/>
    public readonly int Below(float low) => ClippedStatistic.CountBelow(values, low);

    /// <inheritdoc/>
    public double Median(int below, int count) => order.Median(below, count);
}

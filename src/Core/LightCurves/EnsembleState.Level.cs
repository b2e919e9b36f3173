namespace Nocturne.Core.LightCurves;

/// <content>The level of each frame, once weights and usual fluxes are known.</content>
sealed partial class EnsembleState
{
    /// <summary>A comparison star that is so many standard deviations off in a frame is hit, and not compared with in that frame.</summary>
    const double HitSigmas = 6;

    /// <summary>Frames from which on one of them may be a hit.</summary>
    const int FramesForHit = 20;

    /// <summary>Fewest stars among which the one that is hit can be told.</summary>
    const int StarsForHits = 4;

    /// <summary>The level of any frames of these stars, and its standard deviation: the errors of the stars, made larger where a star scatters more than they explain.</summary>
    /// <param name="all">The stars, in the same order.</param>
    public (double[] Level, double[] Error) On(IReadOnlyList<StarSeries> all)
    {
        var count = all[0].Length;
        var (sums, lights, errors) = (new double[count], new double[count], new double[count]);
        var factors = Factors();
        var hits = Hits(all, factors);
        for (var star = 0; star < all.Count; star++)
        {
            var (series, weight, unit, factor) = (all[star], Weight[star], Weight[star] / Usual[star], factors[star]);
            for (var frame = 0; frame < count; frame++)
            {
                if (!series.IsUsable(frame) || hits[frame] == star) continue;
                sums[frame] += weight;
                lights[frame] += unit * series.Flux[frame];
                errors[frame] += factor * Square(unit * series.Error[frame]);
            }
        }

        for (var frame = 0; frame < count; frame++)
        {
            lights[frame] = sums[frame] > 0 ? lights[frame] / sums[frame] : double.NaN;
            errors[frame] = sums[frame] > 0 ? Math.Sqrt(errors[frame]) / sums[frame] : double.NaN;
        }

        return (lights, errors);
    }

    /// <summary>Variance of each star over that of its errors, where it is certainly more.</summary>
    double[] Factors() => [.. Scatter.Select((scatter, star) => Square(scatter / Expected[star]) is var excess && excess > 1 + (3 * Math.Sqrt(2.0 / Math.Max(1, frames))) ? excess : 1)];

    /// <summary>Leaves hits out of what is learnt. A star that is off more often than chance hits is none that was hit, but a variable: its frames stay.</summary>
    /// <returns>Whether anything was left out.</returns>
    bool MaskHits()
    {
        if (frames < FramesForHit) return false;
        var hits = Hits(stars, Factors());
        var masked = false;
        for (var star = 0; star < stars.Length; star++)
        {
            var count = hits.Count(hit => hit == star);
            if (count == 0 || count > Math.Max(1, HitShare * frames)) continue;
            for (var frame = 0; frame < frames; frame++) usable[star][frame] &= hits[frame] != star;
            masked = true;
        }

        return masked;
    }

    /// <summary>The star of each frame that stands off the others as a hit does, by a cosmic ray or a satellite; -1 where none does.</summary>
    int[] Hits(IReadOnlyList<StarSeries> all, double[] factors)
    {
        var hits = new int[all[0].Length];
        Array.Fill(hits, -1);
        if (all.Count < StarsForHits) return hits;
        for (var frame = 0; frame < hits.Length; frame++)
        {
            double sum = 0, lights = 0, variances = 0;
            for (var star = 0; star < all.Count; star++)
            {
                if (!all[star].IsUsable(frame)) continue;
                var unit = Weight[star] / Usual[star];
                sum += Weight[star];
                lights += unit * all[star].Flux[frame];
                variances += factors[star] * Square(unit * all[star].Error[frame]);
            }

            // Of one that is hit, the others seem to be off too, but less.
            var worst = HitSigmas;
            for (var star = 0; star < all.Count; star++)
            {
                var rest = sum - Weight[star];
                if (!all[star].IsUsable(frame) || rest <= 1e-9 * sum) continue;
                var (level, own) = (all[star].Flux[frame] / Usual[star], factors[star] * Square(all[star].Error[frame] / Usual[star]));
                var others = (lights - (Weight[star] * level)) / rest;
                var variance = own + ((variances - (Square(Weight[star]) * own)) / Square(rest));
                if (Math.Abs(level - others) <= worst * Math.Sqrt(variance)) continue;
                (worst, hits[frame]) = (Math.Abs(level - others) / Math.Sqrt(variance), star);
            }
        }

        return hits;
    }
}

using System.Globalization;
using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;

namespace Nocturne.Core.LightCurves;

/// <summary>Learns from the night itself which stars to compare with, and how much each of them is worth.</summary>
/// <remarks>
/// The artificial comparison star of Broeg et al. (2005, AN 326, 134): each star is measured against the others, its weight is the inverse of its own
/// variance, and that again until nothing changes. Differences to the paper: the noise of the others is taken off a star's variance, which never falls
/// below that of its errors (so that no star can become its own standard); the variance is that of the clear frames only, and a weight holds for
/// the whole night, so that clouds do not change the mixture; stars that vary more than errors explain are left out, the worst first.
/// </remarks>
public static class EnsembleLearning
{
    /// <summary>Fewer stars than this cannot be told apart: of two that disagree, either may vary.</summary>
    const int FewestToJudge = 3;

    /// <summary>Of a longer night every second, third, … frame is learnt from: more would not change what is learnt.</summary>
    const int MostFrames = 20_000;

    /// <summary>Learns an ensemble.</summary>
    /// <param name="stars">The candidates, all on the same frames.</param>
    /// <param name="options">What leaves a star out.</param>
    public static Ensemble Learn(IReadOnlyList<StarSeries> stars, EnsembleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stars);
        options ??= new();
        var seen = SeenFrames(stars);
        var verdicts = stars.Select(star => FirstLook(star, seen, options)).ToArray();
        var used = Enumerable.Range(0, stars.Count).Where(i => verdicts[i].IsUsed).ToList();
        var remarks = new List<string>();
        if (used.Count == 0) return Nothing(stars, verdicts);
        var thinned = Thinned(stars);
        Ensemble Finished(EnsembleState state) => Made(state, [.. used.Select(i => stars[i])], verdicts, remarks);

        while (true)
        {
            var state = new EnsembleState([.. used.Select(i => thinned[i])], options.ClearShare);
            state.Settle();
            var worst = state.WorstStar(options);
            for (var k = 0; k < used.Count; k++) verdicts[used[k]] = Judged(verdicts[used[k]], state, k);
            if (worst is not { } bad) return Finished(state);

            var reason = bad.Fault == ComparisonFault.Variable
                ? Sentence($"It varies: its scatter is {Percent(bad.Excess * state.Expected[bad.Star])}, {Percent(state.Expected[bad.Star])} is what the errors explain.")
                : Sentence($"It drifts against the other stars: over many frames it varies {bad.Excess:0.0} times as much as the errors explain.");
            var verdict = verdicts[used[bad.Star]] with { Fault = bad.Fault, Reason = reason };
            if (options.KeepAll)
            {
                // Named by a person: say it of every such star, and keep them.
                foreach (var (star, fault, excess) in state.Suspects(options))
                    verdicts[used[star]] = verdicts[used[star]] with { Fault = fault, Reason = Sentence($"It varies {excess:0.0} times as much as the errors explain; it is used because it was asked for.") };
                return Finished(state);
            }

            if (used.Count < FewestToJudge)
            {
                remarks.Add($"Stars {string.Join(" and ", used.Select(i => stars[i].Number))} disagree by more than their errors; which of them varies cannot be told from two.");
                return Finished(state);
            }

            verdicts[used[bad.Star]] = verdict with { IsUsed = false, Weight = 0 };
            used.RemoveAt(bad.Star);
        }
    }

    static Ensemble Made(EnsembleState state, StarSeries[] used, ComparisonVerdict[] verdicts, List<string> remarks)
    {
        if (used.Length == 1) remarks.Add("There is one comparison star only: its own variations would appear, upside down, in the target.");
        var (level, error) = state.On(used);
        return new(level, error, state.Usual.Sum(), verdicts, remarks);
    }

    static StarSeries[] Thinned(IReadOnlyList<StarSeries> stars)
    {
        var every = (stars[0].Length + MostFrames - 1) / MostFrames;
        if (every < 2) return [.. stars];
        T[] Of<T>(T[] values) => [.. values.Where((_, i) => i % every == 0)];
        return [.. stars.Select(star => star with { Flux = Of(star.Flux), Error = Of(star.Error), Flags = Of(star.Flags) })];
    }

    static ComparisonVerdict Judged(ComparisonVerdict verdict, EnsembleState state, int star) => verdict with
    {
        Weight = state.Weight[star] / state.Weight.Sum(),
        Level = state.Usual[star],
        Scatter = state.Scatter[star],
        Expected = state.Expected[star],
    };

    static Ensemble Nothing(IReadOnlyList<StarSeries> stars, ComparisonVerdict[] verdicts)
    {
        var level = new double[stars.Count == 0 ? 0 : stars[0].Length];
        Array.Fill(level, double.NaN);
        return new(level, level, double.NaN, verdicts, ["No star is left to compare with."]);
    }

    static int SeenFrames(IReadOnlyList<StarSeries> stars) =>
        stars.Count == 0 ? 0 : Enumerable.Range(0, stars[0].Length).Count(frame => stars.Any(star => star.IsUsable(frame)));

    /// <summary>What speaks against a star before it is compared with others.</summary>
    static ComparisonVerdict FirstLook(StarSeries star, int seen, EnsembleOptions options)
    {
        var usable = Enumerable.Range(0, star.Length).Where(star.IsUsable).ToArray();
        var saturated = star.Flags.Count(flags => flags.HasFlag(QualityFlag.Saturated));
        var fluxes = Array.ConvertAll(usable, frame => star.Flux[frame]);
        var ratios = Array.ConvertAll(usable, frame => star.Flux[frame] / star.Error[frame]);
        var (level, ratio) = (SigmaClip.Median(fluxes), SigmaClip.Median(ratios));
        var (fault, reason) =
            saturated > options.SaturatedShare * star.Length ? (ComparisonFault.Saturated, Sentence($"It is saturated in {saturated:N0} of {star.Length:N0} frames."))
            : star.Blend is { } blend ? (ComparisonFault.Blended, blend)
            : usable.Length < (1 - options.MissingShare) * seen || usable.Length == 0 ? (ComparisonFault.Missing, Sentence($"It can be used in {usable.Length:N0} of {seen:N0} frames only."))
            : ratio < options.SignalToNoise ? (ComparisonFault.TooFaint, Sentence($"It is too faint: signal to noise {ratio:0.0} in one frame."))
            : (ComparisonFault.None, (string?)null);
        var isUsed = fault == ComparisonFault.None || (options.KeepAll && usable.Length > 0);
        if (isUsed && reason is not null) reason += " It is used because it was asked for.";
        return new(star.Number, isUsed, 0, level, double.NaN, double.NaN, fault, reason);
    }

    static string Percent(double share) => Sentence($"{share * 100:0.###} %");

    static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

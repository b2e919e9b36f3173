using Nocturne.Core.LightCurves;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Tests.LightCurves;

public sealed class EnsembleTests
{
    static readonly double[] Fluxes = [120000, 90000, 60000, 40000, 25000, 12000, 8000];

    [Theory]
    [InlineData(10)]
    [InlineData(120)]
    [InlineData(1000)]
    public void Pulls_of_a_constant_target_are_those_of_its_errors_through_clouds(int frames)
    {
        var pulls = new List<double>();
        for (var night = 0; night < 20000 / frames / 4; night++)
        {
            var random = Noise.Stream((1000 * frames) + night);
            var sky = Noise.Sky(frames, random, clouds: frames > 50);
            var comparisons = Fluxes.Select((flux, i) => Noise.Star(i + 2, flux, sky, random)).ToArray();
            var target = Noise.Star(1, 30000, sky, random);
            var ensemble = EnsembleLearning.Learn(comparisons);
            var curve = DifferentialPhotometry.Over(target, ensemble);
            var truth = 30000 / ensemble.Used.Sum(star => Fluxes[star.Number - 2]);
            pulls.AddRange(curve.Flux.Select((flux, i) => (flux - truth) / curve.Error[i]));
        }

        Assert.InRange(Noise.Deviation(pulls), 0.93, 1.07);
        Assert.InRange(pulls.Average(), -0.15, 0.15);
    }

    [Fact]
    public void The_plain_sum_has_the_scale_of_the_ensemble_and_calibrated_errors()
    {
        var random = Noise.Stream(1);
        var sky = Noise.Sky(2000, random);
        var comparisons = Fluxes.Select((flux, i) => Noise.Star(i + 2, flux, sky, random)).ToArray();
        var target = Noise.Star(1, 30000, sky, random);
        var sum = DifferentialPhotometry.OverSum(target, comparisons);
        var weighted = DifferentialPhotometry.Over(target, EnsembleLearning.Learn(comparisons));
        Assert.InRange(Noise.Deviation(sum.Flux.Select((flux, i) => (flux - (30000 / Fluxes.Sum())) / sum.Error[i])), 0.95, 1.05);
        Assert.Equal(sum.Flux.Average(), weighted.Flux.Average(), 0.002 * sum.Flux.Average());
        Assert.InRange(weighted.Error.Average() / sum.Error.Average(), 0.9, 1.01);
    }

    [Fact]
    public void Variable_saturated_blended_and_missing_comparisons_are_left_out_each_with_its_reason()
    {
        var random = Noise.Stream(2);
        var sky = Noise.Sky(400, random);
        var stars = Fluxes.Select((flux, i) => Noise.Star(i + 1, flux, sky, random, i == 1 ? frame => 1 + (0.02 * Math.Sin(frame / 7.0)) : null)).ToArray();
        for (var i = 0; i < 40; i++) stars[0].Flags[i * 3] |= QualityFlag.Saturated;
        stars[2] = stars[2] with { Blend = "Star 9 is too near." };
        for (var i = 0; i < 150; i++) stars[3].Flux[i] = double.NaN;

        var verdicts = EnsembleLearning.Learn(stars).Comparisons;

        Assert.Equal([ComparisonFault.Saturated, ComparisonFault.Variable, ComparisonFault.Blended, ComparisonFault.Missing, ComparisonFault.None, ComparisonFault.None, ComparisonFault.None],
            verdicts.Select(verdict => verdict.Fault));
        Assert.All(verdicts.Take(4), verdict => Assert.False(string.IsNullOrWhiteSpace(verdict.Reason) || verdict.IsUsed));
        Assert.Equal("It is saturated in 40 of 400 frames.", verdicts[0].Reason);
        Assert.StartsWith("It varies: its scatter is ", verdicts[1].Reason, StringComparison.Ordinal);
        Assert.Equal(1, verdicts.Sum(verdict => verdict.Weight), 12);
    }

    [Fact]
    public void A_slow_variable_below_the_noise_of_a_frame_is_found_by_means_of_many()
    {
        var random = Noise.Stream(3);
        var sky = Noise.Sky(4000, random);
        var stars = Fluxes.Select((flux, i) => Noise.Star(i + 1, flux, sky, random, i == 3 ? frame => 1 + (0.0022 * Math.Sin(frame / 400.0)) : null)).ToArray();
        var verdicts = EnsembleLearning.Learn(stars).Comparisons;
        Assert.Equal(ComparisonFault.Drifting, verdicts[3].Fault);
        Assert.Equal(6, verdicts.Count(verdict => verdict.IsUsed));
    }

    [Fact]
    public void Constant_stars_are_hardly_ever_left_out()
    {
        var dropped = 0;
        for (var night = 0; night < 150; night++)
        {
            var random = Noise.Stream(7000 + night);
            var sky = Noise.Sky(60, random);
            dropped += EnsembleLearning.Learn([.. Fluxes.Select((flux, i) => Noise.Star(i + 1, flux, sky, random))]).Comparisons.Count(verdict => !verdict.IsUsed);
        }

        Assert.InRange(dropped, 0, 5);
    }

    [Fact]
    public void Clouds_do_not_change_the_weights()
    {
        var clear = Noise.Constant(300, 1);
        var cloudy = Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? 0.05 : 1.0).ToArray();
        double[] Weights(double[] sky) => [.. EnsembleLearning.Learn([.. Fluxes.Select((flux, i) => Noise.Star(i + 1, flux, sky, Noise.Stream(50 + i)))]).Comparisons.Select(verdict => verdict.Weight)];
        foreach (var (a, b) in Weights(clear).Zip(Weights(cloudy))) Assert.InRange(a / b, 0.85, 1.15);
    }

    [Fact]
    public void A_frame_that_misses_a_comparison_is_measured_against_the_others_at_their_own_level()
    {
        var random = Noise.Stream(5);
        var sky = Noise.Constant(100, 1);
        var stars = Fluxes.Select((flux, i) => Noise.Star(i + 2, flux, sky, random)).ToArray();
        for (var i = 10; i < 20; i++) stars[0].Flux[i] = double.NaN;
        var curve = DifferentialPhotometry.Over(Noise.Star(1, 30000, sky, random), EnsembleLearning.Learn(stars));
        Assert.InRange(curve.Flux[10..20].Average() / curve.Flux[20..].Average(), 0.99, 1.01);
    }

    [Fact]
    public void A_hit_in_one_frame_makes_no_variable_of_a_star_and_does_not_touch_the_target()
    {
        var random = Noise.Stream(12);
        var sky = Noise.Sky(60, random);
        var stars = Fluxes.Select((flux, i) => Noise.Star(i + 2, flux, sky, random, i is 0 or 5 ? frame => frame == 17 + i ? 1.4 : 1 : null)).ToArray();
        var target = Noise.Star(1, 30000, sky, random);
        var ensemble = EnsembleLearning.Learn(stars);
        Assert.All(ensemble.Comparisons, verdict => Assert.True(verdict.IsUsed, verdict.Reason));
        var curve = DifferentialPhotometry.Over(target, ensemble);
        var usual = curve.Flux.Average();
        foreach (var frame in new[] { 17, 22 }) Assert.InRange(Math.Abs(curve.Flux[frame] - usual) / curve.Error[frame], 0, 3.5);
    }

    [Fact]
    public void A_star_that_a_person_names_is_used_and_what_speaks_against_it_is_said()
    {
        var random = Noise.Stream(6);
        var sky = Noise.Constant(300, 1);
        var stars = Fluxes.Select((flux, i) => Noise.Star(i + 1, flux, sky, random, i == 0 ? frame => 1 + (0.05 * (frame % 2)) : null)).ToArray();
        var verdict = EnsembleLearning.Learn(stars, new() { KeepAll = true }).Comparisons[0];
        Assert.True(verdict.IsUsed);
        Assert.Equal(ComparisonFault.Variable, verdict.Fault);
        Assert.Contains("asked for", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_comparisons_that_disagree_neither_is_blamed()
    {
        var random = Noise.Stream(8);
        var sky = Noise.Constant(300, 1);
        var ensemble = EnsembleLearning.Learn([Noise.Star(1, 50000, sky, random), Noise.Star(2, 50000, sky, random, frame => 1 + (0.05 * (frame % 2)))]);
        Assert.Equal(2, ensemble.Used.Count());
        Assert.Contains("cannot be told", Assert.Single(ensemble.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_night_of_a_hundred_thousand_frames_is_learnt_from_a_part_and_measured_as_a_whole()
    {
        var random = Noise.Stream(11);
        var sky = Noise.Sky(100_000, random);
        var stars = Fluxes.Select((flux, i) => Noise.Star(i + 2, flux, sky, random, i == 2 ? frame => 1 + (0.02 * Math.Sin(frame / 50.0)) : null)).ToArray();
        var ensemble = EnsembleLearning.Learn(stars);
        Assert.Equal([4], ensemble.Comparisons.Where(star => !star.IsUsed).Select(star => star.Number));
        var curve = DifferentialPhotometry.Over(Noise.Star(1, 30000, sky, random), ensemble);
        var truth = 30000 / ensemble.Used.Sum(star => Fluxes[star.Number - 2]);
        Assert.InRange(Noise.Deviation(curve.Flux.Select((flux, i) => (flux - truth) / curve.Error[i])), 0.97, 1.03);
    }

    [Fact]
    public void Without_comparisons_every_point_is_no_number()
    {
        var star = Noise.Star(1, 1000, Noise.Constant(5, 1), Noise.Stream(1));
        Assert.All(DifferentialPhotometry.OverSum(star, []).Flux, flux => Assert.True(double.IsNaN(flux)));
        Assert.Single(EnsembleLearning.Learn([]).Remarks);
    }

    [Fact]
    public void Scintillation_is_added_to_every_star_in_proportion_to_its_light()
    {
        // 2.1 m at 2790 m, airmass 1.2, 3 s, C = 1.67: the formula by hand.
        var expected = 1.67 * Math.Sqrt(1e-5 * Math.Pow(2.1, -4.0 / 3) / 3 * Math.Pow(1.2, 3) * Math.Exp(-2 * 2790 / 8000.0));
        var noise = Scintillation.RelativeNoise(1.2, 2.1, 3, 2790, 1.67);
        Assert.Equal(expected, noise, 1e-12);
        var star = new StarSeries(1, [1e6], [1000], [QualityFlag.Good]);
        Assert.Equal(double.Hypot(1000, 1e6 * noise), Scintillation.AddTo(star, [noise]).Error[0], 1e-9);
    }
}

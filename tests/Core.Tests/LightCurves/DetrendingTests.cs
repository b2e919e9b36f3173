using Nocturne.Core.LightCurves;

namespace Nocturne.Core.Tests.LightCurves;

public sealed class DetrendingTests
{
    [Fact]
    public void An_injected_trend_is_found_with_its_slope_and_error()
    {
        var pulls = new List<double>();
        for (var night = 0; night < 60; night++)
        {
            var random = Noise.Stream(night);
            var airmass = Enumerable.Range(0, 300).Select(i => 1 + Math.Pow((i - 200) / 200.0, 2)).ToArray();
            var flux = airmass.Select(x => (1 + (0.02 * (x - airmass.Average()))) + (0.003 * random.NextNormal())).ToArray();
            var term = Detrending.Fit(flux, Noise.Constant(300, 0.003), [new("airmass", airmass)]).Terms[0];
            Assert.True(term.IsUsed);
            pulls.Add((term.Slope - 0.02) / term.SlopeError);
        }

        Assert.InRange(Noise.Deviation(pulls), 0.75, 1.3);
        Assert.InRange(Math.Abs(pulls.Average()), 0, 0.45);
    }

    [Fact]
    public void White_noise_is_not_bent_by_regressors_that_explain_nothing()
    {
        var taken = 0;
        for (var night = 0; night < 60; night++)
        {
            var random = Noise.Stream(500 + night);
            var regressors = Enumerable.Range(0, 5).Select(k => new Regressor($"r{k}", random.Normal(200))).ToArray();
            var fit = Detrending.Fit(random.Normal(200, 0.01).Select(noise => 1 + noise).ToArray(), Noise.Constant(200, 0.01), regressors);
            taken += fit.Terms.Count(term => term.IsUsed);
            Assert.All(fit.Terms.Where(term => !term.IsUsed), term => Assert.Contains("explains too little", term.Reason, StringComparison.Ordinal));
        }

        Assert.InRange(taken, 0, 6);
    }

    [Fact]
    public void An_eclipse_outside_of_the_fit_keeps_its_depth()
    {
        var random = Noise.Stream(3);
        var fwhm = Enumerable.Range(0, 400).Select(i => 3 + (0.5 * Math.Sin(i / 40.0))).ToArray();
        var use = Enumerable.Range(0, 400).Select(i => i is < 150 or >= 250).ToArray();
        var flux = fwhm.Select((f, i) => (1 + (0.01 * (f - 3))) * (use[i] ? 1 : 0.98) + (0.001 * random.NextNormal())).ToArray();
        var fit = Detrending.Fit(flux, Noise.Constant(400, 0.001), [new("fwhm", fwhm)], use);
        var depth = fit.Flux.Where((_, i) => use[i]).Average() - fit.Flux.Where((_, i) => !use[i]).Average();
        Assert.Equal(0.02, depth, 0.0005);
    }

    [Fact]
    public void A_narrow_eclipse_does_not_bend_the_trend_even_when_nobody_says_where_it_is()
    {
        var random = Noise.Stream(4);
        var x = Noise.Even(500, 0.01);
        var flux = x.Select((v, i) => ((1 + (0.01 * (v - 2.5))) * (i is >= 400 and < 420 ? 0.5 : 1)) + (0.001 * random.NextNormal())).ToArray();
        Assert.Equal(0.01, Detrending.Fit(flux, Noise.Constant(500, 0.001), [new("x", x)]).Terms[0].Slope, 0.0003);
    }

    [Fact]
    public void Two_regressors_that_say_the_same_are_used_once()
    {
        var random = Noise.Stream(5);
        var x = Noise.Even(300, 0.01);
        var flux = x.Select(v => 1 + (0.05 * v) + (0.002 * random.NextNormal())).ToArray();
        var terms = Detrending.Fit(flux, Noise.Constant(300, 0.002), [new("x", x), new("copy", [.. x.Select(v => (2 * v) + 1)])]).Terms;
        Assert.Single(terms, term => term.IsUsed);
        Assert.Contains("nothing of its own to say", Assert.Single(terms, term => !term.IsUsed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_points_and_constant_or_unknown_regressors_are_refused_with_a_sentence()
    {
        var flux = Noise.Stream(6).Normal(15, 0.01).Select(noise => 1 + noise).ToArray();
        var terms = Detrending.Fit(flux, Noise.Constant(15, 0.01), [new("x", Noise.Even(15, 1)), new("constant", Noise.Constant(15, 3)), new("unknown", Noise.Constant(15, double.NaN))]).Terms;
        Assert.Equal(["15 points are too few for one more term; each needs 10.", "It does not change.", "It is not known for most frames."], terms.Select(term => term.Reason));
    }

    [Fact]
    public void A_frame_whose_regressor_is_not_known_keeps_its_flux()
    {
        var x = Noise.Even(100, 1);
        x[7] = double.NaN;
        var flux = Enumerable.Range(0, 100).Select(i => 1 + (0.01 * i) + (0.001 * (i % 2))).ToArray();
        var fit = Detrending.Fit(flux, Noise.Constant(100, 0.001), [new("x", x)]);
        Assert.True(fit.Terms[0].IsUsed);
        Assert.Equal(flux[7], fit.Flux[7]);
    }
}

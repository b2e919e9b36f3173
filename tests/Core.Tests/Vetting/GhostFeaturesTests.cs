using Nocturne.Core.Vetting;

namespace Nocturne.Core.Tests.Vetting;

/// <summary>The edges of V20 in the reference form, and what is smooth in our own.</summary>
public class GhostFeaturesTests
{
    static readonly TransitEphemeris Dips = new(1, 2000.5, 2.4);

    [Fact]
    public void A_cadence_without_a_time_counts_as_out_of_transit()
    {
        // All cadences with a time are in transit; the others make the comparison.
        double[] times = [2000.5, 2000.51, double.NaN, double.NaN];
        var pixels = StampScenes.Star(7, 7, times, time => double.IsNaN(time) ? 1 : 0.5, flux: 628.32);
        Assert.Equal(VettingShortfall.None, Measure(pixels, out var numbers));
        Assert.Equal(50, numbers!.Difference[24], 0.01);
    }

    [Fact]
    public void One_cadence_of_each_kind_is_enough_and_none_is_an_error()
    {
        Assert.Equal(VettingShortfall.None, Measure(StampScenes.Star(5, 5, [2000.5, 2000.0], _ => 1), out _));
        Assert.Equal(VettingShortfall.NoInTransitCadences, Measure(StampScenes.Star(5, 5, [2000.1, 2000.0], _ => 1), out _));
        Assert.Equal(VettingShortfall.NoOutOfTransitCadences, Measure(StampScenes.Star(5, 5, [2000.5, 2001.5], _ => 1), out _));
    }

    [Fact]
    public void An_empty_mask_has_no_depth_and_a_full_one_nothing_outside()
    {
        var pixels = StampScenes.Star(11, 11, StampScenes.Times(100), StampScenes.Dip(Dips, 0.1));
        GhostFeatures.Measure(pixels.WithAperture(new bool[121]), Dips, new(), out var empty);
        Assert.Equal(0, empty!.InApertureDepth);
        Assert.Equal(0.5, empty.Uniformity);
        Assert.Equal(0, empty.AperturePixels);
        Assert.True(empty.OutApertureDepth > 0);

        var full = new bool[121];
        Array.Fill(full, true);
        GhostFeatures.Measure(pixels.WithAperture(full), Dips, new(), out var all);
        Assert.Equal(0, all!.OutApertureDepth);
        Assert.Equal(double.PositiveInfinity, all.Contrast);
        Assert.Equal(0, GhostNumbers.ContrastScore(all.Contrast));
        Assert.Equal(VettingShortfall.NoAperture, GhostFeatures.Measure(pixels, Dips, new(), out _));
    }

    [Fact]
    public void A_perfect_centred_star_is_nearly_but_not_wholly_like_the_template()
    {
        Measure(StampScenes.Star(11, 11, StampScenes.Times(100), StampScenes.Dip(Dips, 0.1)), out var numbers);
        Assert.Equal(0.934, numbers!.PrfLikeness, 0.001);
    }

    [Fact]
    public void Small_stamps_have_numbers()
    {
        Measure(StampScenes.Star(2, 3, StampScenes.Times(100), StampScenes.Dip(Dips, 0.1)), out var small);
        Assert.InRange(small!.GhostScore, 0, 1);
        Measure(StampScenes.Star(1, 9, StampScenes.Times(100), StampScenes.Dip(Dips, 0.1)), out var line);
        Assert.Equal((0, 0), (line!.EdgeGradient, line.BackgroundTrend));
        Measure(StampScenes.Star(5, 5, StampScenes.Times(100), StampScenes.Dip(Dips, 0.1)), out var five);
        Assert.InRange(five!.GhostScore, 0, 1);
    }

    [Theory]
    [InlineData(1, 0, double.PositiveInfinity)]
    [InlineData(-1, 0, double.NegativeInfinity)]
    [InlineData(1e-11, 1e-11, 1)]
    [InlineData(3, -2, -1.5)]
    public void Contrast_is_defined_where_nothing_is_outside(double inDepth, double outDepth, double expected) =>
        Assert.Equal(expected, GhostFeatures.Contrast(inDepth, outDepth));

    [Theory]
    [InlineData(-5, 1)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1)]
    [InlineData(10, 0)]
    [InlineData(double.NegativeInfinity, 1)]
    public void The_contrast_score_is_clipped(double contrast, double expected) => Assert.Equal(expected, GhostNumbers.ContrastScore(contrast), 1e-15);

    [Fact]
    public void Our_own_halo_share_has_no_jump_where_the_halo_or_the_core_changes_sign()
    {
        double[] covariance = [0.01, 0, 0, 0.0001];
        for (var halo = -0.1; halo < 0.1; halo += 0.001)
            Assert.Equal(RefinedGhost.HaloShare(5, halo, covariance).Share, RefinedGhost.HaloShare(5, halo + 0.001, covariance).Share, 0.005);
        Assert.Equal(RefinedGhost.HaloShare(-1e-9, 0.02, covariance).Share, RefinedGhost.HaloShare(1e-9, 0.02, covariance).Share, 1e-6);
        Assert.InRange(RefinedGhost.HaloShare(5, 0, covariance).Share, 0, 0.01);
        Assert.InRange(RefinedGhost.HaloShare(5, 5, covariance).Share, 0.95, 1);
        Assert.Equal(0.5, RefinedGhost.HaloShare(0, 0, [1e-12, 0, 0, 1]).Share, 1e-6);
    }

    [Fact]
    public void Our_own_score_tells_a_star_from_a_veil()
    {
        var times = StampScenes.Times(200);
        var star = StampScenes.Star(13, 13, times, StampScenes.Dip(Dips, 0.1), sky: 20, noise: 0.3).WithAperture(StampScenes.Disc(StampScenes.Star(13, 13, [0], _ => 1), 1.5));
        var flux = star.Flux.ToArray();
        for (var i = 0; i < times.Length; i++)
        {
            for (var p = 0; p < 169; p++) flux[(i * 169) + p] = Dips.IsInTransit(times[i]) ? (star.Flux[p] - 4) : star.Flux[(i * 169) + p];
        }

        var veil = new TargetPixels(13, 13, times, flux).WithAperture(star.Aperture.ToArray());
        var onStar = RefinedGhost.Measure(star, Dips, new(), new(), out _)!;
        var onVeil = RefinedGhost.Measure(veil, Dips, new(), new(), out _)!;
        Assert.InRange(onStar.HaloShare, 0, 0.05);
        Assert.InRange(onVeil.HaloShare, 0.9, 1);
        Assert.InRange(onStar.PsfLikeness, 0.97, 1);
        Assert.True(onVeil.GhostScore - onStar.GhostScore > 0.3, $"{onStar.GhostScore} and {onVeil.GhostScore}");
        Assert.DoesNotContain("halo_varies_in_transit", onStar.Flags);
        Assert.Contains("halo_varies_in_transit", onVeil.Flags);
    }

    static VettingShortfall Measure(TargetPixels pixels, out GhostNumbers? numbers) =>
        GhostFeatures.Measure(pixels.WithAperture(StampScenes.Disc(pixels, 1.5)), Dips, new(), out numbers);
}

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
    public void The_evenness_of_an_aperture_counts_its_missing_pixels_and_falls_back_on_the_range_of_the_whole_image()
    {
        // Two pixels, one of them missing: the other alone is even. A single pixel says nothing.
        double[] image = [4, double.NaN, 9, -6];
        Assert.Equal(1, GhostFeatures.Uniformity(image, [true, true, false, false]));
        Assert.Equal(0.5, GhostFeatures.Uniformity(image, [true, false, false, false]));
        // A mean of nothing: deviation 2 over the image's range of 12.
        Assert.Equal(1 / (1 + (2.0 / 12)), GhostFeatures.Uniformity([2, -2, 5, -7], [true, true, false, false]), 1e-15);
        Assert.Equal(1, GhostFeatures.Uniformity([0, 0, 0, 0], [true, true, false, false]));
    }

    [Fact]
    public void Pixels_that_are_all_missing_make_numbers_that_are_none()
    {
        var pixels = StampScenes.Star(11, 11, StampScenes.Times(100), StampScenes.Dip(Dips, 0.1));
        var flux = pixels.Flux.ToArray();
        for (var i = 0; i < 100; i++) flux.AsSpan((i * 121) + 59, 2).Fill(float.NaN);
        var mask = new bool[121];
        mask.AsSpan(59, 2).Fill(true);
        GhostFeatures.Measure(new TargetPixels(11, 11, pixels.Times.ToArray(), flux).WithAperture(mask), Dips, new(), out var numbers);
        Assert.Equal(2, numbers!.AperturePixels);
        Assert.True(double.IsNaN(numbers.InApertureDepth) && double.IsNaN(numbers.Uniformity) && double.IsNaN(numbers.GhostScore));
        Assert.False(numbers.SignsAgree);
        Assert.True(double.IsFinite(numbers.ScatteredLightRisk));
    }

    [Fact]
    public void The_template_sums_to_one_whatever_its_width_and_a_likeness_stays_within_its_bounds()
    {
        // Half a pixel from all four middle pixels, so narrow that each of its values is next to nothing.
        double[] image = [.. Enumerable.Range(0, 81).Select(i => i is 40 or 41 or 49 or 50 ? 1.0 : 0)];
        Assert.Equal(1, GhostFeatures.PrfLikeness(image, 9, 4.5, 4.5, 0.05), 1e-12);
        Assert.Equal(0.5, GhostFeatures.PrfLikeness(image, 9, 4.5, 4.5, 1e9));
        // Of a missing stamp's rest the template varies more than on the whole: the correlation would be more than one.
        double[] few = [.. image.Select((value, i) => i / 9 is >= 3 and <= 6 && i % 9 is >= 3 and <= 6 ? value : double.NaN)];
        Assert.Equal(1, GhostFeatures.PrfLikeness(few, 9, 4.5, 4.5, 0.05));
    }

    [Fact]
    public void A_plane_through_pixels_on_one_line_is_the_one_of_least_norm()
    {
        // Only row 2 has values, 6 + column: a row + b column + c with b = 1 and the least a² + c² on 2a + c = 6, which is a = 12/5.
        var image = new double[15];
        Array.Fill(image, double.NaN);
        for (var column = 0; column < 3; column++) image[6 + column] = 6 + column;
        var deviation = Math.Sqrt(2.0 / 3);
        Assert.Equal(Math.Sqrt(1 + Math.Pow(12 / 5.0, 2)) / deviation, GhostFeatures.BackgroundTrend(image, 5, 3), 1e-12);
    }

    [Fact]
    public void A_middle_without_any_gradient_leaves_the_share_of_the_edge_open()
    {
        var image = new double[9];
        (image[1], image[7]) = (double.NaN, double.NaN);
        Assert.True(double.IsNaN(GhostFeatures.EdgeGradient(image, 3, 3)));
        Assert.Equal(0, GhostFeatures.EdgeGradient(new double[9], 3, 3));
    }

    [Fact]
    public void A_cosmic_ray_in_the_dip_stays_out_of_our_own_difference_image()
    {
        var times = StampScenes.Times(200);
        var pixels = StampScenes.Star(13, 13, times, StampScenes.Dip(Dips, 0.1), noise: 0.3);
        var flux = pixels.Flux.ToArray();
        flux[(50 * 169) + 83] += 900;
        var hit = new TargetPixels(13, 13, times, flux).WithAperture(StampScenes.Disc(pixels, 1.5));
        var clean = RefinedGhost.Measure(pixels.WithAperture(StampScenes.Disc(pixels, 1.5)), Dips, new(), new(), out _)!;
        var numbers = RefinedGhost.Measure(hit, Dips, new(), new(), out _)!;
        Assert.Equal(clean.Difference[83], numbers.Difference[83], 0.15);
        Assert.Equal(clean.CoreLost, numbers.CoreLost, 0.1);
        Assert.Equal(1, numbers.Spikes);
    }

    [Theory]
    [InlineData(true, 0.99, 1)]
    [InlineData(false, 0.5, 0.95)]
    public void What_the_star_s_wandering_does_to_its_pixels_is_taken_off_the_difference_image(bool follows, double least, double most)
    {
        // Half a pixel to and fro, as of a star that is cut out in whole pixels, and by chance not the same in the dip as out of it. Without the fit the
        // difference image shows that instead of the dip.
        var times = StampScenes.Times(100);
        var (columns, rows, flux) = (new float[100], new float[100], new float[100 * 169]);
        for (var i = 0; i < 100; i++)
        {
            (columns[i], rows[i]) = ((float)(0.4 * Math.Sin(1.7 * i)), (float)(0.4 * Math.Cos(2.3 * i)) + (Dips.IsInTransit(times[i]) ? 0.1f : 0));
            StampScenes.Star(13, 13, [times[i]], StampScenes.Dip(Dips, 0.1), new(6 + rows[i], 6 + columns[i])).Flux.CopyTo(flux.AsSpan(i * 169));
        }

        var pixels = new TargetPixels(13, 13, times, flux).With(columnOffsets: columns, rowOffsets: rows);
        var numbers = RefinedGhost.Measure(pixels, Dips, new(), new() { FollowsStar = follows }, out _)!;
        Assert.InRange(numbers.PsfLikeness, least, most);
        Assert.Equal(follows, numbers.FollowsStar);
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

using Nocturne.Core.Alignment;

namespace Nocturne.Core.Tests.Alignment;

/// <summary>One or two stars carry the field only where no other star can be meant.</summary>
public sealed class FewStarTrackingTests
{
    const int Side = 256;

    static readonly Star[] Reference = [new(60, 70, 50_000), new(180, 90, 20_000), new(120, 200, 9_000), new(200, 210, 8_000)];

    [Fact]
    public void The_two_brightest_stars_carry_the_field_through_a_cloud()
    {
        var result = FewStarTracking.Follow(Reference, [Seen(0, 2, -1, 0.3), Seen(1, 2.2, -1, 0.28)], PlaneTransform.Identity, Side, Side);
        Assert.NotNull(result.Transform);
        Assert.Equal(2.1, result.Transform.Value.X0, 1e-9);
        Assert.Equal(-1, result.Transform.Value.Y0, 1e-9);
        Assert.Equal(2, result.Matches.Count);
    }

    [Fact]
    public void The_brightest_star_alone_carries_it_too_but_no_fainter_one_does()
    {
        Assert.NotNull(FewStarTracking.Follow(Reference, [Seen(0, 1, 1, 0.1)], PlaneTransform.Identity, Side, Side).Transform);
        Assert.Null(FewStarTracking.Follow(Reference, [Seen(2, 1, 1, 0.5)], PlaneTransform.Identity, Side, Side).Transform);
    }

    [Fact]
    public void A_star_that_brightened_or_dimmed_unlike_the_other_is_another_star()
    {
        Assert.Null(FewStarTracking.Follow(Reference, [Seen(0, 1, 1, 2.5)], PlaneTransform.Identity, Side, Side).Transform);
        Assert.Null(FewStarTracking.Follow(Reference, [Seen(0, 1, 1, 0.1), Seen(1, 1, 1, 0.3)], PlaneTransform.Identity, Side, Side).Transform);
    }

    [Fact]
    public void Nothing_in_the_frame_may_be_left_unexplained()
    {
        Assert.Null(FewStarTracking.Follow(Reference, [Seen(0, 1, 1, 0.3), new Star(20, 230, 3000)], PlaneTransform.Identity, Side, Side).Transform);
        Assert.Null(FewStarTracking.Follow(Reference, [Seen(0, 0, 0, 0.3), Seen(1, 0, 0, 0.3), Seen(2, 0, 0, 0.3)], PlaneTransform.Identity, Side, Side).Transform);
    }

    [Fact]
    public void A_star_that_moved_far_or_not_with_the_other_is_not_believed()
    {
        Assert.Null(FewStarTracking.Follow(Reference, [Seen(0, 4, 0, 0.3)], PlaneTransform.Identity, Side, Side).Transform);
        Assert.Null(FewStarTracking.Follow(Reference, [Seen(0, 2, 0, 0.3), Seen(1, -2, 0, 0.3)], PlaneTransform.Identity, Side, Side).Transform);
    }

    [Fact]
    public void A_close_pair_in_the_reference_could_be_either_star()
    {
        Star[] pair = [new(60, 70, 50_000), new(66, 70, 45_000), new(180, 90, 20_000)];
        Assert.Null(FewStarTracking.Follow(pair, [new Star(61, 70, 20_000)], PlaneTransform.Identity, Side, Side).Transform);
    }

    static Star Seen(int star, double dx, double dy, double dimming) => new(Reference[star].X + dx, Reference[star].Y + dy, dimming * Reference[star].Flux);
}

using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Sky;

namespace Nocturne.Core.Tests.Sky;

/// <summary>Nights of made-up observations must pass through the states that an observer would name.</summary>
public sealed class SkyMachineTests
{
    static readonly Mjd Evening = new(60310, 0.2);
    static readonly SkyObservation Clear = new()
    {
        Time = Evening,
        Placement = PlacementKind.Tracked,
        MatchedStars = 9,
        Transparency = 1,
        BackgroundLevel = 100,
        Fwhm = 3,
        Rotation = 0,
    };

    static readonly SkyObservation Blank = new() { Time = Evening, Placement = PlacementKind.None, BackgroundLevel = 100 };

    [Fact]
    public void A_clear_night_is_tracked_from_the_first_frame_on()
    {
        Assert.Equal([(0, SkyState.Tracking)], States(Repeat(Clear, 20)));
    }

    [Fact]
    public void A_cloud_comes_takes_the_stars_and_goes()
    {
        var night = Repeat(Clear, 5)
            .Concat(Repeat(Clear with { Transparency = 0.6 }, 4))
            .Concat(Repeat(Clear with { Transparency = 0.1 }, 4))
            .Concat(Repeat(Blank, 4))
            .Concat(Repeat(Clear, 6));
        Assert.Equal([(0, SkyState.Tracking), (6, SkyState.Degraded), (10, SkyState.Cloud), (19, SkyState.Tracking)], States(night));
    }

    [Fact]
    public void One_odd_frame_is_no_transition()
    {
        var night = Repeat(Clear, 5).Append(Clear with { Transparency = 0.05 }).Concat(Repeat(Clear, 3)).Append(Blank).Concat(Repeat(Clear, 3));
        Assert.Equal([(0, SkyState.Tracking)], States(night));
    }

    [Fact]
    public void A_transparency_that_swings_about_the_limit_does_not_flicker()
    {
        var swinging = Enumerable.Range(0, 60).Select(i => Clear with { Transparency = i / 3 % 2 == 0 ? 0.73 : 0.78 });
        Assert.Equal([(0, SkyState.Tracking), (4, SkyState.Degraded)], States(Repeat(Clear, 3).Concat(swinging)));
    }

    [Fact]
    public void A_long_cloud_is_not_taken_for_the_clear_sky_but_a_setting_star_is_no_cloud()
    {
        Assert.Equal(SkyState.Cloud, States(Repeat(Clear, 5).Concat(Repeat(Clear with { Transparency = 0.25 }, 120))).Last().State);
        Assert.Equal([(0, SkyState.Tracking)], States(Enumerable.Range(0, 7200).Select(i => Clear with { Transparency = 1 - (0.5 * i / 7200) })));
    }

    [Fact]
    public void Other_stars_are_a_lost_field()
    {
        var night = Repeat(Clear, 4).Concat(Repeat(Blank with { ShowsOtherStars = true }, 5)).Concat(Repeat(Clear, 4));
        Assert.Equal([(0, SkyState.Tracking), (5, SkyState.Lost), (11, SkyState.Tracking)], States(night));
    }

    [Fact]
    public void A_meridian_flip_is_told_at_once_and_only_once()
    {
        var night = Repeat(Clear with { Rotation = 0.05 }, 4).Concat(Repeat(Blank, 6)).Concat(Repeat(Clear with { Rotation = 0.05 - Math.PI }, 10));
        Assert.Equal([(0, SkyState.Tracking), (5, SkyState.Cloud), (10, SkyState.Flipped), (13, SkyState.Tracking)], States(night));
    }

    [Fact]
    public void A_change_of_filter_window_or_binning_is_named()
    {
        var g = new CameraSetup("g", 512, 512, 4, 4);
        var night = Repeat(Clear with { Setup = g }, 4)
            .Concat(Repeat(Clear with { Setup = g with { Filter = "r" }, Transparency = 2 }, 5))
            .Concat(Repeat(Clear with { Setup = g with { Filter = "r", Width = 256 }, Transparency = 2 }, 5))
            .Concat(Repeat(Clear with { Setup = g with { Filter = "r", Width = 256, BinX = 2 }, Transparency = 0.5 }, 5));
        Assert.Equal(
            [
                (0, SkyState.Tracking), (4, SkyState.FilterChanged), (7, SkyState.Tracking), (9, SkyState.WindowChanged), (12, SkyState.Tracking),
                (14, SkyState.BinningChanged), (17, SkyState.Tracking),
            ],
            States(night));
        Assert.Contains("from g to r", Transitions(night)[1].Sentence, StringComparison.Ordinal);
        Assert.Contains("256 x 512 pixels binned 2 x 4 in r", Transitions(night)[5].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_star_that_saturates_is_news_only_when_it_usually_does_not()
    {
        Assert.Equal([(0, SkyState.Tracking)], States(Repeat(Clear with { SaturatedStars = 2 }, 9)));
        var night = Repeat(Clear with { SaturatedStars = 1 }, 5).Concat(Repeat(Clear with { SaturatedStars = 2 }, 5)).Concat(Repeat(Clear with { SaturatedStars = 1 }, 5));
        Assert.Equal([(0, SkyState.Tracking), (6, SkyState.Saturated), (12, SkyState.Tracking)], States(night));
    }

    [Theory]
    [InlineData(6.0, 100.0, PlacementKind.Tracked)]
    [InlineData(3.0, 400.0, PlacementKind.Tracked)]
    [InlineData(3.0, 100.0, PlacementKind.FewStars)]
    public void Wide_stars_a_bright_sky_and_few_stars_degrade_it(double fwhm, double background, PlacementKind placement)
    {
        var night = Repeat(Clear, 4).Concat(Repeat(Clear with { Fwhm = fwhm, BackgroundLevel = background, Placement = placement, MatchedStars = 2 }, 4)).Concat(Repeat(Clear, 4));
        Assert.Equal([(0, SkyState.Tracking), (5, SkyState.Degraded), (10, SkyState.Tracking)], States(night));
    }

    [Fact]
    public void Judging_can_stop_after_any_frame_and_go_on_from_the_frames_before()
    {
        var random = new Random(3);
        var frames = Timed(Enumerable.Range(0, 300).Select(i => (i / 25 % 3) switch
        {
            0 => Clear with { Transparency = 0.9 + (0.2 * random.NextDouble()) },
            1 => Clear with { Transparency = random.NextDouble(), Fwhm = 2.5 + (3 * random.NextDouble()) },
            _ => Blank with { ShowsOtherStars = random.Next(2) == 0 },
        })).ToArray();
        var memory = SkyMemory.Empty;
        for (var i = 0; i < frames.Length; i++)
        {
            memory = SkyMachine.Next(memory, frames[i], new()).Memory;
            if (i % 37 == 0) Assert.Equal(memory, frames[..(i + 1)].Aggregate(SkyMemory.Empty, (before, frame) => SkyMachine.Next(before, frame, new()).Memory));
        }
    }

    [Fact]
    public void A_late_frame_changes_nothing()
    {
        var frames = Timed(Repeat(Clear, 5)).ToArray();
        var memory = frames.Aggregate(SkyMemory.Empty, (before, frame) => SkyMachine.Next(before, frame, new()).Memory);
        Assert.Equal((memory, null), SkyMachine.Next(memory, frames[2] with { Transparency = 0 }, new()));
    }

    static IEnumerable<SkyObservation> Repeat(SkyObservation frame, int count) => Enumerable.Repeat(frame, count);

    static IEnumerable<SkyObservation> Timed(IEnumerable<SkyObservation> frames) => frames.Select((frame, i) => frame with { Time = Evening.AddSeconds(2 * i) });

    static (int Frame, SkyState State)[] States(IEnumerable<SkyObservation> frames)
    {
        var (memory, states) = (SkyMemory.Empty, new List<(int, SkyState)>());
        foreach (var (frame, i) in Timed(frames).Select((frame, i) => (frame, i)))
        {
            (memory, var transition) = SkyMachine.Next(memory, frame, new());
            if (transition is null) continue;
            Assert.Equal(memory.State, transition.To);
            Assert.EndsWith(".", transition.Sentence, StringComparison.Ordinal);
            states.Add((i, transition.To));
        }
        return [.. states];
    }

    static List<SkyTransition> Transitions(IEnumerable<SkyObservation> frames)
    {
        var (memory, transitions) = (SkyMemory.Empty, new List<SkyTransition>());
        foreach (var frame in Timed(frames))
        {
            (memory, var transition) = SkyMachine.Next(memory, frame, new());
            if (transition is not null) transitions.Add(transition);
        }
        return transitions;
    }
}

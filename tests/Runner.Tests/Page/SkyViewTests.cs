using Nocturne.Core.Sky;
using Nocturne.Runner.Live;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Tests.Page;

/// <summary>What a card says of the sky.</summary>
public sealed class SkyViewTests
{
    [Theory]
    [InlineData(SkyState.Tracking, 0.97, "clear", "tracking, 97 % of the light")]
    [InlineData(SkyState.Degraded, 0.5, "hazy", "degraded, 50 % of the light")]
    [InlineData(SkyState.Cloud, null, "cloud", "cloud")]
    [InlineData(SkyState.FilterChanged, null, "changed", "filter changed")]
    public void A_judged_sky_is_told_with_the_light_that_comes_through(SkyState sky, double? transparency, string state, string words) =>
        Assert.Equal(new(state, words), SkyView.Of(LiveSample.Measured(1).Frame with { Sky = sky, Transparency = transparency }));

    [Fact]
    public void Where_nothing_was_judged_the_frame_itself_speaks()
    {
        Assert.Equal("stars followed", SkyView.Of(LiveSample.Measured(1).Frame).Words);
        Assert.Equal("too few stars: cloud?", SkyView.Of(LiveSample.Rejected(1, "a", "b").Frame).Words);
        Assert.Equal("no time in the header", SkyView.Of(LiveSample.Rejected(1, "a", "b").Frame with { Fault = FrameFault.NoTime, State = FrameState.Rejected }).Words);
    }
}

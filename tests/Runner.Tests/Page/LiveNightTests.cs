using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Nocturne.Core.Sky;
using Nocturne.Runner.Live;
using Nocturne.Streams.Night;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Page;

/// <summary>What viewers are told.</summary>
public sealed class LiveNightTests
{
    readonly ManualTime clock = new();

    [Fact]
    public void Who_has_seen_nothing_is_told_everything_and_who_keeps_up_what_is_new()
    {
        var night = LiveSample.Night(clock);
        night.Add([LiveSample.Measured(1), LiveSample.Measured(2)]);
        var first = night.MessageAfter(null);
        night.Add([LiveSample.Measured(3)]);
        var next = Json(night.MessageAfter(first.Version));

        var all = Json(first);
        Assert.True(all.GetProperty("fresh").GetBoolean());
        Assert.Equal([1, 2], all.GetProperty("bands")[0].GetProperty("curve").GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("number").GetInt32()));
        Assert.Equal(16, Convert.FromBase64String(all.GetProperty("bands")[0].GetProperty("curve").GetProperty("time").GetString()!).Length);
        Assert.False(next.GetProperty("fresh").GetBoolean());
        Assert.False(next.GetProperty("bands")[0].TryGetProperty("curve", out _));
        var frame = Assert.Single(next.GetProperty("frames").EnumerateArray());
        Assert.Equal([103.0, 50.0], frame.GetProperty("flux").EnumerateArray().Select(flux => flux.GetDouble()));
    }

    [Fact]
    public void A_camera_that_was_set_up_otherwise_is_told_by_the_frame_that_was_set_aside_for_it()
    {
        var night = LiveSample.Night(clock);
        var odd = LiveSample.Rejected(2, "odd.fits", "odd.fits: another binning.");
        night.Add([LiveSample.Measured(1), odd with
        {
            Frame = odd.Frame with { State = FrameState.Rejected, Fault = FrameFault.Mismatched, Sky = SkyState.BinningChanged },
            SkyTransition = new(SkyState.Tracking, SkyState.BinningChanged, "The camera went from one to another."),
        }]);
        var band = Json(night.MessageAfter(null)).GetProperty("bands")[0];
        Assert.Equal(("binning changed", "changed", "The camera went from one to another."), (band.GetProperty("skyWords").GetString(), band.GetProperty("sky").GetString(), band.GetProperty("skyChange").GetString()));
    }

    [Fact]
    public void Who_was_away_too_long_is_told_everything_again_thinned()
    {
        var night = LiveSample.Night(clock);
        night.Add([LiveSample.Measured(0)]);
        var seen = night.MessageAfter(null).Version;
        for (var i = 1; i < 50_000; i++) night.Add([LiveSample.Measured(i)]);
        var message = night.MessageAfter(seen);
        Assert.True(Json(message).GetProperty("fresh").GetBoolean());
        Assert.InRange(message.Json.Length, 10_000, 120_000);
    }

    [Fact]
    public void What_a_header_says_is_text_and_never_markup()
    {
        var night = LiveSample.Night(clock);
        night.Add([LiveSample.Measured(1), LiveSample.Rejected(2, "<img src=x onerror=alert(1)>.fits", "</script><script>alert(2)</script>")]);
        var text = Encoding.UTF8.GetString(night.MessageAfter(null).Json.Span);
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text, StringComparison.Ordinal);
        Assert.Equal("</script><script>alert(2)</script>", Json(night.MessageAfter(null)).GetProperty("rejected")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public void A_frame_that_could_not_be_used_of_no_known_band_makes_no_band()
    {
        var night = LiveSample.Night(clock);
        var unknown = LiveSample.Rejected(1, "x.fits", "damaged");
        night.Add([unknown with { Frame = unknown.Frame with { Band = new("unknown", "unknown"), State = Streams.Night.FrameState.Rejected } }]);
        var message = Json(night.MessageAfter(null));
        Assert.Empty(message.GetProperty("bands").EnumerateArray());
        Assert.Equal(LiveFrame.NoBand, message.GetProperty("rejected")[0].GetProperty("band").GetInt32());
    }

    [Fact]
    public async Task A_viewer_that_comes_back_goes_on_where_it_was()
    {
        var night = LiveSample.Night(clock);
        night.Add([LiveSample.Measured(1)]);
        var seen = night.MessageAfter(null).Version;
        night.Add([LiveSample.Measured(2)]);
        Assert.False(Data(await FirstEventAsync(night, $"{night.Epoch}.{seen}")).GetProperty("fresh").GetBoolean());
        Assert.True(Data(await FirstEventAsync(night, null)).GetProperty("fresh").GetBoolean());
        Assert.True(Data(await FirstEventAsync(night, $"0badf00d.{seen}")).GetProperty("fresh").GetBoolean());
        Assert.True(Data(await FirstEventAsync(night, "nonsense")).GetProperty("fresh").GetBoolean());
    }

    [Fact]
    public async Task A_viewer_is_told_at_most_once_a_second_and_that_the_connection_lives()
    {
        var night = LiveSample.Night(clock);
        var pipe = new Pipe(new(pauseWriterThreshold: 0));
        using var gone = new CancellationTokenSource();
        var telling = new ViewerStream(night, clock).TellAsync(pipe.Writer, null, () => { }, gone.Token);
        for (var i = 0; i < 20; i++)
        {
            night.Add([LiveSample.Measured(i)]);
            await clock.TimersAsync();
            clock.Advance(TimeSpan.FromSeconds(0.1));
        }
        for (var i = 0; i < 12; i++)
        {
            await clock.TimersAsync();
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => telling);
        await pipe.Writer.CompleteAsync();
        var text = await new StreamReader(pipe.Reader.AsStream()).ReadToEndAsync();
        Assert.InRange(text.Split("data: ").Length - 1, 2, 4);
        Assert.Contains(": still here\n\n", text, StringComparison.Ordinal);
    }

    static async Task<string> FirstEventAsync(LiveNight night, string? lastEventId)
    {
        var pipe = new Pipe();
        using var gone = new CancellationTokenSource();
        var telling = new ViewerStream(night, new ManualTime()).TellAsync(pipe.Writer, lastEventId, () => { }, gone.Token);
        var text = "";
        while (!text.Contains("data: ", StringComparison.Ordinal) || !text.EndsWith("\n\n", StringComparison.Ordinal))
        {
            var read = await pipe.Reader.ReadAsync();
            text += Encoding.UTF8.GetString(read.Buffer);
            pipe.Reader.AdvanceTo(read.Buffer.End);
        }
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => telling);
        return text;
    }

    static JsonElement Data(string text) => JsonDocument.Parse(text[(text.IndexOf("data: ", StringComparison.Ordinal) + 6)..]).RootElement;

    static JsonElement Json(LiveMessage message) => JsonDocument.Parse(message.Json).RootElement;
}

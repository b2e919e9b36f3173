using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

public sealed class KillSwitchTests
{
    [Fact]
    public async Task Shutdown_lets_what_is_behind_the_switch_flow_out()
    {
        var kill = new KillSwitch();
        var (probe, gate) = (new SourceProbe<int>(), new TaskCompletionSource());
        var run = probe.Source.Via(kill.Flow<int>()).Async(8).SelectAsync(1, async x =>
        {
            await gate.Task;
            return x;
        }).RunWith(Sink.Collect<int>());
        for (var i = 0; i < 3; i++) probe.SendNext(i);
        for (var i = 0; i < 4; i++) await probe.ExpectRequestAsync();
        kill.Shutdown();
        kill.Abort(new FormatException("too late"));
        await probe.ExpectEndAsync();
        gate.SetResult();
        Assert.Equal([0, 1, 2], await run.ExpectResultAsync());
    }

    [Fact]
    public async Task Abort_fails_every_stream_with_the_switch_and_the_first_call_wins()
    {
        var kill = new KillSwitch();
        var probes = new[] { new SourceProbe<int>(), new SourceProbe<int>() };
        var runs = probes.Select(probe => probe.Source.Via(kill.Flow<int>()).RunWith(Sink.Collect<int>())).ToArray();
        foreach (var probe in probes) await probe.ExpectRequestAsync();
        kill.Abort(new FormatException("first"));
        kill.Shutdown();
        foreach (var run in runs) Assert.Equal("first", (await run.ExpectFailureAsync<FormatException>()).Message);
    }

    [Fact]
    public async Task A_switch_that_was_pressed_before_lets_nothing_through()
    {
        var kill = new KillSwitch();
        kill.Shutdown();
        Assert.Empty(await Source.From([1, 2]).Via(kill.Flow<int>()).RunWith(Sink.Collect<int>()).ExpectResultAsync());
    }

    [Fact]
    public async Task A_token_presses_a_switch()
    {
        using var cancel = new CancellationTokenSource();
        var probe = new SourceProbe<int>();
        var run = probe.Source.Via(KillSwitch.ShutdownOn(cancel.Token).Flow<int>()).RunWith(Sink.Collect<int>());
        await probe.ExpectRequestAsync();
        await cancel.CancelAsync();
        Assert.Empty(await run.ExpectResultAsync());
    }
}

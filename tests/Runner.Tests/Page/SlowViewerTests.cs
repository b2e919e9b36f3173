using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Nocturne.Actors.Night;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Live;
using Nocturne.Runner.Reduction;
using Nocturne.Runner.Settings;
using Nocturne.Runner.Tests.Live;
using Nocturne.Streams.Arrivals;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Page;

/// <summary>A viewer that never reads is the viewer's affair.</summary>
public sealed class SlowViewerTests
{
    /// <summary>Ten minutes of one band.</summary>
    static readonly SimulationPlan TenMinutes = SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")], Frames = 60, CadenceSeconds = 10, ExposureSeconds = 1, Transparency = new() };

    [Fact]
    public async Task A_viewer_asleep_for_ten_minutes_neither_delays_the_night_nor_loses_or_changes_a_row()
    {
        using var night = new SimulatedNight(TenMinutes);
        await LiveRun.SucceedAsync("replay", night.Frames, "--speed", "max", "--out", night["undisturbed"], "--quiet");

        var clock = new ManualTime();
        var settings = NocturneSettings.Default;
        var live = new LiveNight(clock, LiveSample.Photometer, 12, settings.Photometry.ApertureScale);
        await using var feed = new NightFeed(live, LiveSample.Photometer, 12, NullLogger.Instance);
        var taker = new GlimpseTaker(clock, feed.Show);
        await using var server = await LiveServer.StartAsync(new(IPAddress.Loopback, 0), null, live, taker.Ask, null, NullLogger.Instance, clock);
        using var socket = await SleepAsync(server);
        var sleeper = new Pipe(new(pauseWriterThreshold: 32_768, resumeWriterThreshold: 16_384));
        using var gone = new CancellationTokenSource();
        var telling = new ViewerStream(live, clock).TellAsync(sleeper.Writer, null, taker.Ask, gone.Token);

        var read = HeaderReading.From(settings);
        var archive = await ArchivedNight.ReadAsync(NightFiles.Find([night.Frames], false, settings.Input), read, default);
        var durable = 0;
        var watch = new NightWatch(settings, read, NullLogger.Instance, clock) { Look = taker.Look };
        var watching = watch.WatchAsync(new(night.Frames, false), night["watched"], _ => new ReplayArrivals(archive, 1, 1, clock), system =>
        {
            feed.Listen(system, night["watched"]);
            system.EventStream.Subscribe<FramesStored>(stored => Interlocked.Add(ref durable, stored.Outcomes.Count));
        }, default);

        // A frame every ten seconds: each is durable before the next one comes.
        for (var frame = 1; frame < 60 && !watching.IsCompleted; frame++)
        {
            for (var second = 0; second < 10; second++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(1);
            }
            if (frame < 8) continue;
            await UntilAsync(() => Volatile.Read(ref durable) >= frame, clock);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds((10 * frame) + 60), $"frame {frame} is durable only after {clock.Elapsed}");
        }
        await UntilAsync(() => watching.IsCompleted, clock);
        Assert.Equal(60, (await watching).Bands.Single().Measured);
        Assert.InRange(clock.Elapsed.TotalMinutes, 9.5, 12);
        Assert.Equal(Products.Digests(night["undisturbed"]), Products.Digests(night["watched"]));

        // What waits for the sleeper is what fits into its pipe and one message more; awake, it is up to date with the next one.
        Assert.True(sleeper.Reader.TryRead(out var waiting));
        Assert.InRange(waiting.Buffer.Length, 32_768, 100_000);
        sleeper.Reader.AdvanceTo(waiting.Buffer.End);
        var last = await LastAsync(sleeper.Reader, clock);
        Assert.Equal(60, last.GetProperty("bands")[0].GetProperty("measured").GetInt32());
        Assert.Equal("ended", last.GetProperty("night").GetProperty("phase").GetString());
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => telling);
    }

    /// <summary>Asks for the events by a socket, and never reads.</summary>
    static async Task<TcpClient> SleepAsync(LiveServer server)
    {
        var socket = new TcpClient { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(server.Url).Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        return socket;
    }

    /// <summary>Gives the work real time; the night's own clock goes on slowly, as commits wait for it.</summary>
    static async Task UntilAsync(Func<bool> done, ManualTime clock)
    {
        for (var i = 0; i < 6000 && !done(); i++)
        {
            await Task.Delay(10);
            clock.Advance(TimeSpan.FromMilliseconds(20));
        }
        Assert.True(done());
    }

    static async Task<JsonElement> LastAsync(PipeReader reader, ManualTime clock)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 3000; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
            while (reader.TryRead(out var read))
            {
                text.Append(Encoding.UTF8.GetString(read.Buffer));
                reader.AdvanceTo(read.Buffer.End);
            }
            if (text.ToString().EndsWith(": still here\n\n", StringComparison.Ordinal)) break;
        }
        var last = text.ToString().Split("data: ")[^1];
        return JsonDocument.Parse(last[..last.IndexOf('\n', StringComparison.Ordinal)]).RootElement;
    }
}

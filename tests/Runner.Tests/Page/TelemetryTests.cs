using System.Diagnostics.Metrics;
using System.Net;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Telemetry;
using Nocturne.Runner.Tests.Live;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Page;

/// <summary>What monitoring systems are told.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public void Counters_gauges_and_histograms_are_written_as_Prometheus_reads_them()
    {
        using var page = new PrometheusPage();
        using var meter = new Meter("Nocturne");
        meter.CreateCounter<long>("test.frames", "{frame}", "Frames\nin two lines.").Add(3, new("band", "1:\"g\""), new("a.b", "back\\slash"));
        meter.CreateObservableGauge("test.pool", () => 1.5, "By");
        var histogram = meter.CreateHistogram<double>("test.stage", "s");
        foreach (var seconds in new[] { 0.0005, 0.03, 0.04, 100 }) histogram.Record(seconds);
        var text = page.Write();
        Assert.Contains("""
            # HELP test_frames_total Frames\nin two lines.
            # TYPE test_frames_total counter
            test_frames_total{a_b="back\\slash",band="1:\"g\""} 3

            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_pool_bytes gauge\ntest_pool_bytes 1.5\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_stage_seconds histogram\ntest_stage_seconds_bucket{le=\"0.001\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("test_stage_seconds_bucket{le=\"0.05\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("test_stage_seconds_bucket{le=\"+Inf\"} 4\ntest_stage_seconds_sum 100.0705\ntest_stage_seconds_count 4\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_sent_to_a_collector_that_the_settings_name()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")] });
        using var collector = new HttpListener();
        var port = FreePort();
        collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        collector.Start();
        var bodies = Task.Run(async () =>
        {
            var all = "";
            while (!all.Contains("nocturne.stage.duration", StringComparison.Ordinal))
            {
                var visit = await collector.GetContextAsync();
                using var reader = new StreamReader(visit.Request.InputStream, System.Text.Encoding.Latin1);
                all += visit.Request.Url!.AbsolutePath + " " + await reader.ReadToEndAsync();
                visit.Response.ContentType = "application/x-protobuf";
                visit.Response.Close();
            }
            return all;
        });
        await LiveRun.SucceedAsync("replay", night.Frames, "--speed", "max", "--out", night["out"], "--quiet", "--set", $"telemetry.otlp-endpoint=\"http://127.0.0.1:{port}/v1/metrics\"", "--set", "telemetry.every=200 ms");
        var told = await bodies.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Contains("/v1/metrics ", told, StringComparison.Ordinal);
        Assert.Contains("nocturne.frames", told, StringComparison.Ordinal);
        Assert.Contains("nocturne.pool.used", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_away_does_not_disturb_the_night()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")] });
        await LiveRun.SucceedAsync("replay", night.Frames, "--speed", "max", "--out", night["out"], "--quiet", "--set", $"telemetry.otlp-endpoint=\"http://127.0.0.1:{FreePort()}/v1/metrics\"");
    }

    [Fact]
    public async Task A_place_that_is_no_address_is_told_in_a_sentence()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 1 });
        var (code, _, errors) = await CommandRun.RunAsync("watch", night.Frames, "--out", night["out"], "--set", "telemetry.otlp-endpoint=collector");
        Assert.Equal((ExitCode.Usage, "'telemetry.otlp-endpoint' must be an address such as http://localhost:4318/v1/metrics but is 'collector'.\n"), (code, errors));
    }

    static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}

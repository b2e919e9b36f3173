using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Nocturne.Runner.Live;
using Nocturne.Runner.Telemetry;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Page;

/// <summary>The server of the page: what it gives, and to whom.</summary>
public sealed class LiveServerTests : IDisposable
{
    const string Token = "a long enough token";

    readonly LiveNight night = LiveSample.Night(new ManualTime());
    readonly PrometheusPage metrics = new();
    readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() });

    public void Dispose()
    {
        metrics.Dispose();
        browser.Dispose();
    }

    [Fact]
    public async Task The_page_its_parts_and_the_metrics_are_there_and_nothing_else()
    {
        await using var server = await StartAsync(null);
        var page = await browser.GetAsync(server.Url);
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType!.ToString());
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("--sky-mark", await browser.GetStringAsync(server.Url + "live.css"), StringComparison.Ordinal);
        Assert.Contains("EventSource", await browser.GetStringAsync(server.Url + "live.js"), StringComparison.Ordinal);
        Assert.Contains("# TYPE dotnet_gc_collections_total counter", await browser.GetStringAsync(server.Url + "metrics"), StringComparison.Ordinal);
        foreach (var path in new[] { "nothing", "picture/0", "picture/-1", "picture/../night.sqlite", "night.sqlite", "%2e%2e/etc/passwd" })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(server.Url + path)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.PostAsync(server.Url, null)).StatusCode);
    }

    [Fact]
    public async Task Without_the_token_nothing_is_shown_and_with_it_everything()
    {
        await using var server = await StartAsync(Token);
        foreach (var path in new[] { "", "events", "live.js", "metrics", "?token=another one", "picture/0" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(server.Url + path)).StatusCode);

        var welcome = await browser.GetAsync(server.Url + "?token=" + Uri.EscapeDataString(Token));
        Assert.Equal((HttpStatusCode.Redirect, "/"), (welcome.StatusCode, welcome.Headers.Location!.ToString()));
        Assert.Contains("httponly", welcome.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(server.Url)).StatusCode);

        using var monitor = new HttpClient();
        monitor.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync(server.Url + "metrics")).StatusCode);
    }

    [Fact]
    public async Task A_page_of_somebody_else_cannot_read_the_night_under_another_name()
    {
        await using var server = await StartAsync(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);
        request.Headers.Host = "evil.example:8080";
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_a_sentence()
    {
        await using var server = await StartAsync(null);
        var port = new Uri(server.Url).Port;
        var fault = await Assert.ThrowsAsync<CommandException>(() => LiveServer.StartAsync(new(IPAddress.Loopback, port), null, night, () => { }, null, NullLogger.Instance, TimeProvider.System));
        Assert.Equal((ExitCode.Usage, $"--serve 127.0.0.1:{port}: another program uses this port; choose another one, such as 127.0.0.1:{port + 1}."), (fault.Code, fault.Message));
    }

    Task<LiveServer> StartAsync(string? token) => LiveServer.StartAsync(new(IPAddress.Loopback, 0), token, night, () => { }, metrics.Write, NullLogger.Instance, TimeProvider.System);
}

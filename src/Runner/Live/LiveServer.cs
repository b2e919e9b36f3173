using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Nocturne.Runner.Live;

/// <summary>Serves the live page: the page itself, its events, its pictures, and metrics for Prometheus.</summary>
sealed class LiveServer : IAsyncDisposable
{
    const int MostViewers = 32;

    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    readonly WebApplication app;
    readonly LiveNight night;
    readonly Action watched;
    readonly Func<string>? metrics;
    readonly TimeProvider clock;
    readonly Lazy<LiveAssets> assets = new(LiveAssets.Load);
    readonly CancellationTokenSource ending = new();
    int viewers;

    LiveServer(WebApplication app, LiveNight night, Action watched, Func<string>? metrics, TimeProvider clock) =>
        (this.app, this.night, this.watched, this.metrics, this.clock) = (app, night, watched, metrics, clock);

    /// <summary>Where the page is.</summary>
    public string Url { get; private set; } = "";

    /// <summary>How many watch now.</summary>
    public int Viewers => Volatile.Read(ref viewers);

    /// <summary>Begins to serve.</summary>
    /// <param name="address">Where.</param>
    /// <param name="token">What viewers must know; null for nothing.</param>
    /// <param name="night">What is shown.</param>
    /// <param name="watched">Called whenever somebody watches.</param>
    /// <param name="metrics">The metrics in Prometheus' text form; null for none.</param>
    /// <param name="log">Where failures of the server go.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="CommandException">The address cannot be used.</exception>
    public static async Task<LiveServer> StartAsync(ServeAddress address, string? token, LiveNight night, Action watched, Func<string>? metrics, ILogger log, TimeProvider clock)
    {
        address.CheckToken(token);
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "nocturne" });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Logging.AddProvider(new ForwardedLogs(log));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(address.Address, address.Port);
            options.AddServerHeader = false;
            options.Limits.MaxConcurrentConnections = 2 * MostViewers;
            options.Limits.MaxRequestBodySize = 0;
        });
        var app = builder.Build();
        var server = new LiveServer(app, night, watched, metrics, clock);
        var guard = new AccessGuard(token);
        app.Run(visit => server.AnswerAsync(visit, guard));
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new CommandException(ExitCode.Usage, $"--serve {address}: another program uses this port; choose another one, such as {address.Address}:{address.Port + 1}.", fault);
        }
        catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new CommandException(ExitCode.Usage, $"--serve {address}: this address cannot be used here: {fault.Message}", fault);
        }
        server.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        ending.Dispose();
    }

    async Task AnswerAsync(HttpContext visit, AccessGuard guard)
    {
        var head = visit.Response.Headers;
        head.XContentTypeOptions = "nosniff";
        head.CacheControl = "no-store";
        head.ContentSecurityPolicy = Policy;
        head["Referrer-Policy"] = "no-referrer";
        if (await guard.TurnsAwayAsync(visit).ConfigureAwait(false)) return;
        if (!HttpMethods.IsGet(visit.Request.Method))
        {
            visit.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        var path = visit.Request.Path.Value!;
        await (path switch
        {
            "/" => SendAsync(visit, "text/html; charset=utf-8", assets.Value.Page),
            "/live.css" => SendAsync(visit, "text/css; charset=utf-8", assets.Value.Style),
            "/live.js" => SendAsync(visit, "text/javascript; charset=utf-8", assets.Value.Script),
            "/events" => TellAsync(visit),
            "/metrics" when metrics is not null => SendAsync(visit, "text/plain; version=0.0.4; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(metrics())),
            _ when path.StartsWith("/picture/", StringComparison.Ordinal) => SendPictureAsync(visit, path["/picture/".Length..]),
            _ => NotFoundAsync(visit),
        }).ConfigureAwait(false);
    }

    async Task TellAsync(HttpContext visit)
    {
        if (Interlocked.Increment(ref viewers) > MostViewers)
        {
            Interlocked.Decrement(ref viewers);
            visit.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        try
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(visit.RequestAborted, ending.Token);
            visit.Response.ContentType = "text/event-stream";
            visit.Response.Headers["X-Accel-Buffering"] = "no";
            await new ViewerStream(night, clock).TellAsync(visit.Response.BodyWriter, visit.Request.Headers["Last-Event-ID"], watched, gone.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // The viewer has gone, or the night is over.
        }
        finally
        {
            Interlocked.Decrement(ref viewers);
        }
    }

    Task SendPictureAsync(HttpContext visit, string band)
    {
        var number = int.TryParse(band, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
        return night.GlimpseOf(number) is { } glimpse ? SendAsync(visit, "image/png", glimpse.Png) : NotFoundAsync(visit);
    }

    static async Task SendAsync(HttpContext visit, string type, ReadOnlyMemory<byte> content)
    {
        visit.Response.ContentType = type;
        visit.Response.ContentLength = content.Length;
        await visit.Response.BodyWriter.WriteAsync(content, visit.RequestAborted).ConfigureAwait(false);
    }

    static Task NotFoundAsync(HttpContext visit)
    {
        visit.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

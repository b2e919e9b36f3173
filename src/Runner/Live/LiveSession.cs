using Microsoft.Extensions.Logging;
using Nocturne.Actors;
using Nocturne.Runner.Settings;
using Nocturne.Runner.Telemetry;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Live;

/// <summary>All that lets others look at a night while it runs: the live page and the metrics. Nothing of it is there unless it is asked for.</summary>
sealed class LiveSession : IAsyncDisposable
{
    readonly List<IAsyncDisposable> parts = [];
    readonly string folder;
    NightFeed? feed;
    GlimpseTaker? taker;

    LiveSession(string folder) => this.folder = folder;

    /// <summary>Where the page is; null when there is none.</summary>
    public string? Url { get; private set; }

    /// <summary>Looks at the frames on their way; null when nobody can watch.</summary>
    public Action<NightFrame>? Look => taker is null ? null : taker.Look;

    /// <summary>Begins what the settings ask for.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="folder">The night's folder.</param>
    /// <param name="log">Where failures go; none of them ends the night.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="CommandException">The page's address, its token or the metrics' place is wrong.</exception>
    public static async Task<LiveSession> StartAsync(NocturneSettings settings, string folder, ILogger log, TimeProvider clock)
    {
        var session = new LiveSession(folder);
        try
        {
            await session.BeginAsync(settings, log, clock).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Follows a night.</summary>
    public void Listen(ActorSystem system) => feed?.Listen(system, folder);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(parts)) await part.DisposeAsync().ConfigureAwait(false);
        parts.Clear();
    }

    async Task BeginAsync(NocturneSettings settings, ILogger log, TimeProvider clock)
    {
        var (page, telemetry) = (settings.Page, settings.Telemetry);
        if (OtlpExport.Start(telemetry) is { } export) Keep(export);
        if (page.Serve == "none") return;

        var night = new LiveNight(clock, settings.Reduce.Photometers[0], page.Hours, settings.Photometry.ApertureScale);
        var metrics = Keep(new PrometheusPage());
        feed = new NightFeed(night, settings.Reduce.Photometers[0], page.Hours, log);
        parts.Add(feed);
        taker = new(clock, feed.Show);
        var server = await LiveServer.StartAsync(ServeAddress.Parse(page.Serve), TokenOf(page), night, taker.Ask, metrics.Write, log, clock).ConfigureAwait(false);
        parts.Add(server);
        Url = server.Url;
    }

    /// <summary>The token; null for none.</summary>
    public static string? TokenOf(PageSettings page) => page.Token == "none" ? null : page.Token;

    T Keep<T>(T part)
        where T : IDisposable
    {
        parts.Add(new Closing(part));
        return part;
    }

    sealed class Closing(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Nocturne.Core.Simulation;
using Nocturne.TestKit.Nights;

namespace Nocturne.Browser.Tests;

/// <summary>A night whose frames arrive one by one while <c>nocturne watch --serve</c> runs in a process of its own.</summary>
sealed class WatchedNight : IDisposable
{
    readonly SimulatedNight night = new(SimulatedNight.Small with { Frames = 24, BadFrames = [new(6, BadFrameKind.NoTime, "g")] });
    readonly Queue<string> frames;
    readonly int port = FreePort();
    Process? process;

    public WatchedNight()
    {
        frames = new(Directory.GetFiles(night.Frames, "*.fits").OrderBy(path => Path.GetFileName(path)[^9..], StringComparer.Ordinal).ThenBy(path => path, StringComparer.Ordinal));
        Directory.CreateDirectory(night["arriving"]);
        Start();
    }

    public string Url => $"http://127.0.0.1:{port}/";

    /// <summary>Starts the program, or starts it again.</summary>
    public void Start() => process = Process.Start(new ProcessStartInfo("dotnet", [
        typeof(Runner.ExitCode).Assembly.Location, "watch", night["arriving"], "--out", night["out"], "--serve", $"127.0.0.1:{port}", "--quiet",
        "--set", "arrivals.settle=50 ms", "--set", "arrivals.poll=100 ms"])
    { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>Ends the program as a power cut would.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    /// <summary>The next frames arrive, of all bands together.</summary>
    /// <param name="count">How many.</param>
    /// <param name="rename">Another name for a file; null to keep it.</param>
    public void Arrive(int count, Func<string, string?>? rename = null)
    {
        for (var i = 0; i < count; i++)
        {
            var name = Path.GetFileName(frames.Peek());
            File.Copy(frames.Dequeue(), Path.Combine(night["arriving"], rename?.Invoke(name) ?? name));
        }
    }

    /// <summary>Waits until the page can be had.</summary>
    public async Task ServedAsync()
    {
        using var client = new HttpClient();
        for (var i = 0; i < 600; i++)
        {
            try
            {
                if ((await client.GetAsync(Url)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
        throw new InvalidOperationException($"No page at {Url} after a minute: {process!.StandardError.ReadToEnd()}");
    }

    public void Dispose()
    {
        if (process is not null) Kill();
        night.Dispose();
    }

    static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}

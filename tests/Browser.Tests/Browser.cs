using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Nocturne.Browser.Tests;

/// <summary>A Chromium that is told what to do by playwright-core, in a process of its own.</summary>
public sealed class Browser : IDisposable
{
    static readonly string Driver = typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "Driver").Value!;

    readonly Lazy<Process> process = new(Start);

    /// <summary>What is missing to run these tests, as a sentence; null when nothing is.</summary>
    public static string? Missing { get; } =
        Chromium is null ? "needs a browser: install chromium, or name one with NOCTURNE_BROWSER"
        : InPath("node") is null ? "needs Node.js, which drives the browser"
        : !Directory.Exists(Path.Combine(Path.GetDirectoryName(Driver)!, "node_modules", "playwright-core")) ? "needs playwright-core, which npm fetches when the tests are built" : null;

    static string? Chromium => Environment.GetEnvironmentVariable("NOCTURNE_BROWSER") ?? InPath("chromium") ?? InPath("chromium-browser") ?? InPath("google-chrome");

    public Task OpenAsync(string url, int width = 1500, int height = 1100) => DoAsync(new { deed = "open", url, width, height });

    /// <summary>The value of an expression in the page.</summary>
    public Task<JsonElement> EvaluateAsync(string script) => DoAsync(new { deed = "evaluate", script });

    /// <summary>Waits until an expression in the page is true.</summary>
    public Task UntilAsync(string script) => DoAsync(new { deed = "until", script });

    public Task ReloadAsync() => DoAsync(new { deed = "reload" });

    public Task ClickAsync(string selector) => DoAsync(new { deed = "click", selector });

    public Task PressAsync(string key) => DoAsync(new { deed = "press", key });

    /// <summary>Keeps a picture of the page beside the tests, for people to look at.</summary>
    public Task PictureAsync(string name) => DoAsync(new { deed = "screenshot", path = Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName, name + ".png") });

    /// <summary>Errors and warnings on the page's console.</summary>
    public async Task<string[]> ProblemsAsync() => [.. (await DoAsync(new { deed = "problems" })).EnumerateArray().Select(text => text.GetString()!)];

    public void Dispose()
    {
        if (!process.IsValueCreated) return;
        process.Value.StandardInput.Close();
        if (!process.Value.WaitForExit(TimeSpan.FromSeconds(10))) process.Value.Kill(entireProcessTree: true);
        process.Value.Dispose();
    }

    async Task<JsonElement> DoAsync(object deed)
    {
        await process.Value.StandardInput.WriteLineAsync(JsonSerializer.Serialize(deed));
        var line = await process.Value.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The browser has ended.");
        var answer = JsonDocument.Parse(line).RootElement;
        return answer.TryGetProperty("value", out var value) ? value : throw new InvalidOperationException($"{answer.GetProperty("fault").GetString()}\n{JsonSerializer.Serialize(deed)}");
    }

    static Process Start() => Process.Start(new ProcessStartInfo("node", [Driver, Chromium!]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    static string? InPath(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

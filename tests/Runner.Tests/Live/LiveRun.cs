using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Live;

/// <summary>Runs the commands of a live night.</summary>
static class LiveRun
{
    /// <summary>Files of tests are whole at once: nobody need wait long for them.</summary>
    public static string[] Hasty { get; } = ["--set", "arrivals.settle=50 ms", "--set", "arrivals.poll=50 ms", "--set", "store.commit-every=5 ms"];

    /// <summary>Watches a folder until nothing has arrived for a moment.</summary>
    public static Task<string> WatchAsync(string frames, string folder, params string[] more) =>
        SucceedAsync(["watch", frames, "--out", folder, "--quiet", "--until-idle", "300 ms", .. Hasty, .. more]);

    /// <summary>Runs a command that must succeed; what it said on its results.</summary>
    public static async Task<string> SucceedAsync(params string[] args)
    {
        var (code, results, errors) = await CommandRun.RunAsync(args);
        Assert.True(code == ExitCode.Success, $"exit code {code}\n{results}\n{errors}");
        return results;
    }
}

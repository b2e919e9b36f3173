using Nocturne.Runner.Tests.Nights;
using Nocturne.TestKit.Faults;

namespace Nocturne.Runner.Tests.Live;

/// <summary>Runs the commands of a live night.</summary>
static class LiveRun
{
    /// <summary>Watches a folder until nothing has arrived for a moment.</summary>
    public static Task<string> WatchAsync(string frames, string folder, params string[] more) =>
        SucceedAsync(["watch", frames, "--out", folder, "--quiet", "--until-idle", "300 ms", .. NocturneProgram.Hasty, .. more]);

    /// <summary>Runs a command for those who play faults.</summary>
    public static async Task<(int Code, string Said)> PlayAsync(string[] args, TimeProvider? clock = null)
    {
        var (code, results, errors) = await CommandRun.RunAsync(args, clock);
        return ((int)code, results + errors);
    }

    /// <summary>Runs a command that must succeed; what it said on its results.</summary>
    public static async Task<string> SucceedAsync(params string[] args)
    {
        var (code, results, errors) = await CommandRun.RunAsync(args);
        Assert.True(code == ExitCode.Success, $"exit code {code}\n{results}\n{errors}");
        return results;
    }
}

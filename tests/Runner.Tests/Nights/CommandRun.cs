using Nocturne.Runner.Commands;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>Runs the program's command line in this process.</summary>
static class CommandRun
{
    /// <summary>Exit code and what was written on the two streams.</summary>
    public static Task<(ExitCode Code, string Results, string Errors)> RunAsync(params string[] args) => RunAsync(args, clock: null);

    /// <summary>Exit code and what was written on the two streams, of a night that runs by a clock.</summary>
    public static async Task<(ExitCode Code, string Results, string Errors)> RunAsync(string[] args, TimeProvider? clock)
    {
        using var results = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await NocturneCommand.RunAsync(args, results, errors, clock);
        return ((ExitCode)code, results.ToString(), errors.ToString());
    }

    /// <summary>Reduces a night and insists that all went well.</summary>
    public static async Task ReduceAsync(string night, string folder, params string[] more)
    {
        var (code, results, errors) = await RunAsync(["reduce", night, "--out", folder, "--quiet", .. more]);
        Assert.True(code == ExitCode.Success, $"exit code {code}\n{results}\n{errors}");
    }
}

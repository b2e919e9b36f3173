using System.Diagnostics;

namespace Nocturne.TestKit.Faults;

/// <summary>The program as its users run it: in processes of its own, which can be killed.</summary>
/// <param name="assembly">Path of <c>nocturne.dll</c>.</param>
public sealed class NocturneProgram(string assembly)
{
    /// <summary>Settings for files that are written within the second: nobody need wait long for them.</summary>
    public static string[] Hasty { get; } = ["--set", "arrivals.settle=50 ms", "--set", "arrivals.poll=50 ms", "--set", "store.commit-every=5 ms"];

    /// <summary>Starts it.</summary>
    public Process Start(params string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet", [assembly, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code and all that it said.</returns>
    public async Task<(int Code, string Said)> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return (process.ExitCode, string.Join('\n', said).Trim());
    }
}

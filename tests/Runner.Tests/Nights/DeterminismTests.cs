using System.Diagnostics;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>The products do not depend on threads, on the order of files, or on interruptions.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public async Task One_worker_and_several_give_the_same_bytes()
    {
        using var night = new SimulatedNight();
        await CommandRun.ReduceAsync(night.Frames, night["one"], "--set", "reduce.parallelism=1");
        await CommandRun.ReduceAsync(night.Frames, night["four"], "--set", "reduce.parallelism=4", "--set", "reduce.memory-budget=2 MiB");
        Assert.Equal(Products.Digests(night["one"]), Products.Digests(night["four"]));
    }

    [Fact]
    public async Task Defect_21_files_given_in_another_order_give_the_same_bytes()
    {
        using var night = new SimulatedNight();
        var files = Directory.GetFiles(night.Frames, "*.fits");
        Array.Sort(files, StringComparer.Ordinal);
        await CommandRun.ReduceAsync(night.Frames, night["folder"]);
        new Random(3).Shuffle(files);
        var (code, _, errors) = await CommandRun.RunAsync(["reduce", .. files, "--out", night["files"], "--quiet"]);
        Assert.True(code == ExitCode.Success, errors);
        Assert.Equal(Products.Digests(night["folder"]), Products.Digests(night["files"]));
    }

    [Fact]
    public async Task The_same_command_again_changes_nothing()
    {
        using var night = new SimulatedNight();
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        var before = Products.Digests(night["out"]);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        Assert.Equal(before, Products.Digests(night["out"]));
    }

    [Fact]
    public async Task A_night_killed_again_and_again_ends_with_the_same_bytes()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 40 });
        await CommandRun.ReduceAsync(night.Frames, night["undisturbed"], "--set", "store.commit-every=1 ms");
        var random = new Random(11);
        for (var kill = 0; kill < 4; kill++)
        {
            using var process = Start(night);
            if (!process.WaitForExit(TimeSpan.FromMilliseconds(random.Next(400, 1600)))) process.Kill();
            await process.WaitForExitAsync();
        }
        using (var last = Start(night))
        {
            await last.WaitForExitAsync();
            Assert.Equal(0, last.ExitCode);
        }
        Assert.Equal(Products.Digests(night["undisturbed"]), Products.Digests(night["killed"]));
    }

    static Process Start(SimulatedNight night) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(ExitCode).Assembly.Location, "reduce", night.Frames, "--out", night["killed"], "--quiet", "--set", "store.commit-every=1 ms" },
        RedirectStandardOutput = true,
    })!;
}

using System.Diagnostics;
using System.Text.Json;
using Nocturne.Runner.Tests.Nights;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;
using static Nocturne.Runner.Tests.Vetting.VetFolder;

namespace Nocturne.Runner.Tests.Vetting;

/// <summary>Provisional while the night runs, final at its end, and the same digits whatever happened in between.</summary>
public sealed class VetInterruptedNightTests : IDisposable
{
    const string Stamps = "stamps.sources=[1,2,3,4]";

    readonly SimulatedNight night = new(DippingNight.Plan);

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task A_night_killed_in_the_middle_is_provisional_and_after_the_restart_no_digit_tells_of_it()
    {
        await CommandRun.ReduceAsync(night.Frames, night["undisturbed"], "--set", Stamps);
        var (star, dip) = DippingNight.Star(night, night["undisturbed"], 2);
        Task<(ExitCode Code, string Results, string Errors)> VetAsync(string folder) => CommandRun.RunAsync(["vet", "night", folder, "--target", star, .. dip]);
        var expected = await VetAsync(night["undisturbed"]);

        // Killed again and again, each time when some more frames are stored; at least one kill hits the middle.
        var (kills, isWhole) = (0, false);
        for (var stored = 8; stored < 60 && !isWhole; stored += 14)
        {
            using var process = Start(night["killed"]);
            while (!process.WaitForExit(5) && Count(night["killed"]) < stored)
            {
            }

            var (_, results, errors) = process.HasExited ? default : await VetAsync(night["killed"]);
            process.Kill();
            await process.WaitForExitAsync();
            isWhole = IsComplete(night["killed"]);
            if (isWhole || results is null) continue;
            AssertProvisional(results, errors);
            var (_, afterwards, remarks) = await VetAsync(night["killed"]);
            if (IsComplete(night["killed"])) continue;
            AssertProvisional(afterwards, remarks);
            kills++;
        }

        Assert.True(kills > 0, "no kill came before the end of the night");
        using (var last = Start(night["killed"]))
        {
            await last.WaitForExitAsync();
            Assert.Equal(0, last.ExitCode);
        }

        Assert.Equal(expected, await VetAsync(night["killed"]));
        Assert.DoesNotContain("provisional", expected.Results, StringComparison.Ordinal);
        Assert.Equal(Products.Digests(night["undisturbed"]), Products.Digests(night["killed"]));
    }

    [Fact]
    public async Task The_order_in_which_frames_are_stored_changes_no_digit()
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", Stamps);
        var (star, dip) = DippingNight.Star(night, night["out"], 2);
        Shuffle(night["out"], night["shuffled"]);

        var first = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, .. dip]);
        var second = await CommandRun.RunAsync(["vet", "night", night["shuffled"], "--target", star, .. dip]);

        Assert.Equal(ExitCode.Success, first.Code);
        Assert.Equal(first, second);
    }

    static void AssertProvisional(string results, string errors)
    {
        Assert.Contains("all results are provisional", errors, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(results);
        foreach (var check in new[] { "V10", "V20" }) Assert.True(Sector(json, check, "1:g").GetProperty("provisional").GetBoolean());
    }

    /// <summary>Writes a night anew, frame by frame in another order, and some of them twice.</summary>
    static void Shuffle(string from, string to)
    {
        using var reader = NightReader.Open(from);
        var band = reader.Bands[0];
        var rows = reader.LightCurves().SelectMany(curve => reader.LightCurve(curve)).ToLookup(point => point.Frame, point => point.Measurement);
        var stamps = reader.LoadCatalogue(band)!.Sources.SelectMany(star => reader.Stamps(band, star.Number)).ToLookup(stamp => stamp.Frame, stamp => stamp.Stamp);
        FrameOutcome[] outcomes = [.. reader.Frames(band).Select(frame => (Frame: frame, Name: LightCurvePoint.NameOf(frame.File, frame.Plane)))
            .Select(frame => new FrameOutcome(frame.Frame, [.. rows[frame.Name]]) { Stamps = [.. stamps[frame.Name]] })];
        new Random(5).Shuffle(outcomes);
        using var store = NightStore.Create(to, reader.Info);
        store.SaveCatalogue(band, reader.LoadCatalogue(band)!);
        foreach (var chunk in outcomes.Concat(outcomes.Take(7)).Chunk(4)) store.Append(chunk);
        store.Complete();
    }

    static int Count(string folder)
    {
        if (!NightStore.Exists(folder)) return 0;
        try
        {
            using var reader = NightReader.Open(folder);
            return reader.Bands.Sum(band => reader.Stamps(band, 1).Count());
        }
        catch (StoreException)
        {
            // It is being made.
            return 0;
        }
    }

    static bool IsComplete(string folder)
    {
        using var reader = NightReader.Open(folder);
        return reader.IsComplete;
    }

    Process Start(string folder) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(ExitCode).Assembly.Location, "reduce", night.Frames, "--out", folder, "--quiet", "--set", Stamps, "--set", "store.commit-every=1 ms", "--set", "reduce.parallelism=1" },
        RedirectStandardOutput = true,
    })!;
}

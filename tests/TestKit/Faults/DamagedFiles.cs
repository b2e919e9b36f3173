using System.Diagnostics;
using Nocturne.Core.Fits;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.TestKit.Faults;

/// <summary>Mutants of FITS files go the way of an arriving frame: looked at for wholeness, header read, pixels read. Each is a frame or has a typed reason, in time and within its memory.</summary>
/// <param name="originals">Files that are well, by name.</param>
/// <param name="read">Reads facts from headers.</param>
public sealed class DamagedFiles(IReadOnlyList<(string Name, byte[] Bytes)> originals, FrameFactsReader read) : IFaultKind
{
    /// <summary>A file that takes longer hangs.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>When a reader is no longer waited for.</summary>
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>Memory that reading a file of these sizes may take [bytes].</summary>
    const long MostAllocated = 256L << 20;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nocturne-mutants-");

    /// <inheritdoc/>
    public string Name => "mutants";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("damaged files", "s for one");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <summary>How many seeds it takes to cut each original at each length.</summary>
    public int Cuts => originals.Sum(original => original.Bytes.Length);

    /// <inheritdoc/>
    public Task<FaultOutcome> PlayAsync(int seed)
    {
        var (name, bytes) = originals[seed % originals.Count];
        var mutant = FitsMutant.Make(bytes, name.EndsWith(".gz", StringComparison.Ordinal), seed / originals.Count, new(seed));
        return PlayAsync(seed, name, mutant);
    }

    /// <summary>Cuts one of the originals at one of its lengths.</summary>
    /// <param name="cut">Which, from 0 to <see cref="Cuts"/>.</param>
    public Task<FaultOutcome> CutAsync(int cut)
    {
        var length = cut;
        foreach (var (name, bytes) in originals)
        {
            if (length < bytes.Length) return PlayAsync(cut, name, new(bytes[..length], $"cut at {length}"));
            length -= bytes.Length;
        }
        throw new ArgumentOutOfRangeException(nameof(cut), cut, "There are not so many cuts.");
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    async Task<FaultOutcome> PlayAsync(int number, string name, FitsMutant mutant)
    {
        var path = Path.Combine(folder.FullName, $"{number}-{name}");
        await File.WriteAllBytesAsync(path, mutant.Bytes).ConfigureAwait(false);
        try
        {
            var first = await TryAsync(path, name, mutant).ConfigureAwait(false);
            if (first.Worst < Longest.TotalSeconds) return first;

            // The machine may have been busy with something else: what hangs does so again.
            var again = await TryAsync(path, name, mutant).ConfigureAwait(false);
            return again.Worst < Longest.TotalSeconds ? again : again with { Failure = again.Failure ?? $"{name} ({mutant.What}): takes {again.Worst:F1} s." };
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Reads a file in a thread of its own, which may hang.</summary>
    async Task<FaultOutcome> TryAsync(string path, string name, FitsMutant mutant)
    {
        var told = new TaskCompletionSource<FaultOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => told.SetResult(Read(path, name, mutant))) { IsBackground = true }.Start();
        try
        {
            return await told.Task.WaitAsync(LongestWait).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new(1, LongestWait.TotalSeconds, $"{name} ({mutant.What}): hangs.");
        }
    }

    FaultOutcome Read(string path, string name, FitsMutant mutant)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        string? failure;
        try
        {
            failure = Follow(path, name);
        }
        catch (Exception fault)
        {
            failure = fault.ToString();
        }
        var took = Stopwatch.GetElapsedTime(began);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        failure ??= allocated > MostAllocated ? $"took {allocated:N0} bytes" : null;
        return new(1, took.TotalSeconds, failure is null ? null : $"{name} ({mutant.What}): {failure}.");
    }

    /// <summary>The way of a frame; what is wrong, or null.</summary>
    string? Follow(string path, string name)
    {
        var (verdict, reason) = FileWholeness.Of(path, name);
        if (verdict != Wholeness.Whole && string.IsNullOrWhiteSpace(reason)) return $"is {verdict} without a reason";
        var images = new NightScanner(read).Scan(path, name);
        if (images.Count == 0) return "is neither a frame nor rejected";
        foreach (var image in images)
        {
            if (image.Facts is null)
            {
                if (image.Fault == FrameFault.None || string.IsNullOrWhiteSpace(image.Reason)) return "is rejected without a reason";
                continue;
            }
            foreach (var frame in NightScanner.Descriptors(image, rebin: 1).Take(10))
            {
                try
                {
                    FramePixels.Read(frame);
                }
                catch (Exception fault) when (FrameFaults.Of(fault) is not null)
                {
                    if (string.IsNullOrWhiteSpace(FrameFaults.Sentence(name, fault))) return "is refused without a reason";
                }
            }
        }
        try
        {
            FitsMutant.ReadAll(File.ReadAllBytes(path));
        }
        catch (FitsException)
        {
            // The proper end of a damaged file.
        }
        return null;
    }
}

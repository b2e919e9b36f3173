using Nocturne.Core.Astrometry;
using Nocturne.Core.Instruments;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Reduction;

/// <summary>The files of an archived night with the times at which their exposures ended.</summary>
static class ArchivedNight
{
    /// <summary>Reads the headers of all files.</summary>
    public static async Task<IReadOnlyList<(ArrivedFile File, Mjd? End)>> ReadAsync(NightFiles files, FrameFactsReader read, CancellationToken token)
    {
        var scanner = new NightScanner(read);
        var images = await scanner.ReadHeadersAsync(files.Root, files.Paths, Environment.ProcessorCount, _ => { }, token).ConfigureAwait(false);
        return [.. images.GroupBy(image => image.Path).Select(file => (Arrived(file.Key, file.First().File), file.Select(End).Max()))];
    }

    /// <summary>Writes the files into a folder as they arrive: under another name first, renamed when they are whole.</summary>
    /// <exception cref="CommandException">The folder cannot be written.</exception>
    public static async Task WriteAsync(IArrivalSource arrivals, string folder, CancellationToken token)
    {
        try
        {
            await foreach (var batch in arrivals.ReadAsync(token).ConfigureAwait(false))
            {
                foreach (var file in batch.Files) Write(file, folder);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The user has seen enough.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.OutputFailed, $"{folder}: {fault.Message}", fault);
        }
    }

    static void Write(ArrivedFile file, string folder)
    {
        var target = Path.Combine(folder, file.File);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file.Path, target + ".part", overwrite: true);
        File.Move(target + ".part", target, overwrite: true);
    }

    static ArrivedFile Arrived(string path, string file)
    {
        var info = new FileInfo(path);
        return new(path, file, info.Exists ? info.Length : 0, info.LastWriteTimeUtc, default);
    }

    /// <summary>When the exposure ended; null for what is no science frame, or has no time.</summary>
    static Mjd? End(ScannedFile image) => image.Facts is { Kind: FrameKind.Science, StartUtc: { } start } facts
        ? start.AddSeconds((facts.ExposureSeconds ?? 0) * image.Planes)
        : null;
}

using Nocturne.Core.Instruments;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Reduction;

/// <summary>Decides which calibration frames take part: those among the night's frames, those of another place, or none.</summary>
static class CalibrationChoice
{
    /// <summary>The kinds of calibration frames that are looked for among the frames of the night.</summary>
    public static IReadOnlyList<FrameKind> KindsAmongFrames(NocturneSettings settings) =>
        [.. Places(settings).Where(entry => entry.Place == "auto").Select(entry => entry.Kind)];

    static (FrameKind Kind, string Place)[] Places(NocturneSettings settings) =>
        [(FrameKind.Bias, settings.Calibration.Bias), (FrameKind.Dark, settings.Calibration.Dark), (FrameKind.Flat, settings.Calibration.Flat)];

    /// <summary>The night's headers with the calibration frames that the settings want.</summary>
    /// <exception cref="CommandException">A place that the settings name does not exist or holds no frames.</exception>
    public static async Task<IReadOnlyList<ScannedFile>> ApplyAsync(IReadOnlyList<ScannedFile> headers, NocturneSettings settings, NightScanner scanner, int workers, CancellationToken token)
    {
        var chosen = headers;
        foreach (var (kind, place) in Places(settings))
        {
            if (place == "auto") continue;
            chosen = [.. chosen.Where(header => header.Facts?.Kind != kind)];
            if (place == "none") continue;
            var files = NightFiles.Find([place], recursive: true, settings.Input);
            var frames = await scanner.ReadHeadersAsync(files.Root, files.Paths, workers, _ => { }, token).ConfigureAwait(false);
            chosen = [.. chosen, .. frames.Where(frame => !IsOfAnotherKind(frame, kind)).Select(frame => frame.Facts is { } facts ? frame with { Facts = facts with { Kind = kind } } : frame)];
        }
        return chosen;
    }

    /// <summary>The place says what its frames are, but a file of masters, or a folder for all of them, holds others too, and their headers say so.</summary>
    static bool IsOfAnotherKind(ScannedFile frame, FrameKind kind) => frame.Facts is { Kind: FrameKind.Bias or FrameKind.Dark or FrameKind.Flat } facts && facts.Kind != kind;
}

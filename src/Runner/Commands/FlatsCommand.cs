using System.CommandLine;
using Nocturne.Core.Instruments;
using Nocturne.Runner.Calibrating;
using Nocturne.Runner.Reduction;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne flats DIR --out F</c>: master frames with their variances, for nights to come.</summary>
static class FlatsCommand
{
    public static Command Create(CommandOutput output)
    {
        var frames = new Argument<string[]>("DIR") { Description = "Folder with flats, and with the bias and dark frames that belong to them; or files.", Arity = ArgumentArity.OneOrMore };
        var target = new Option<string>("--out", "-o") { Description = "File to write (.fits or .fits.gz): a master and its variance for each camera and filter.", Required = true };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Search the folder's subfolders too." };
        var command = new Command("flats",
            "Combines flats to a master of each camera and filter, freed of bias and dark where these are there.\n\n" +
            "Example: nocturne flats ~/nights/2024-06-08/flats --out flats.fits\n\n" +
            "Then: nocturne reduce ~/nights/2024-06-08 --out reduced --set calibration.flat=flats.fits") { frames, target, recursive };
        var common = new CommonOptions().AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var settings = common.Settings(parsed);
            var path = parsed.GetValue(target)!;
            var files = NightFiles.Find(parsed.GetValue(frames)!, parsed.GetValue(recursive) || settings.Input.Subfolders, settings.Input);
            var input = PixelTreatments.InputOf(settings) with { Rebin = 1 };
            var scanner = new NightScanner(HeaderReading.From(settings), input);
            IReadOnlyList<ScannedFile> headers;
            using (var progress = common.Progress(parsed, output))
            {
                progress.Begin("headers", files.Paths.Count);
                headers = await scanner.ReadHeadersAsync(files.Root, files.Paths, Environment.ProcessorCount, done => progress.Advance("headers", done), token).ConfigureAwait(false);
                headers = await CalibrationChoice.ApplyAsync(headers, settings with { Calibration = settings.Calibration with { Flat = "auto" } }, scanner, Environment.ProcessorCount, token).ConfigureAwait(false);
            }
            foreach (var unreadable in headers.Where(header => header.Facts is null)) output.Errors.WriteLine(unreadable.Reason);
            var masters = MasterMaking.Of(NightScanner.Descriptors(AsFlats(headers), input), settings.Calibration, token);
            if (masters.Count == 0) throw new CommandException(ExitCode.NothingReduced, NothingToMake(headers, settings.Calibration.MinFrames));
            try
            {
                MasterFile.Write(path, masters);
            }
            catch (StoreException fault)
            {
                throw new CommandException(ExitCode.OutputFailed, fault.Message, fault);
            }
            foreach (var master in masters) output.Results.WriteLine(master.Line);
            output.Results.WriteLine($"Written: {path}");
            return (int)ExitCode.Success;
        });
        return command;
    }

    /// <summary>Whoever asks for flats of a folder in which no header says what the frames are means them all.</summary>
    static IReadOnlyList<ScannedFile> AsFlats(IReadOnlyList<ScannedFile> headers) => headers.Any(header => header.Facts?.Kind == FrameKind.Flat) ? headers
        : [.. headers.Select(header => header.Facts is { Kind: FrameKind.Science } facts ? header with { Facts = facts with { Kind = FrameKind.Flat } } : header)];

    static string NothingToMake(IReadOnlyList<ScannedFile> headers, int minimum)
    {
        var flats = headers.Count(header => header.Facts?.Kind == FrameKind.Flat);
        return flats == 0 ? "There are no flats here; 'nocturne inspect' shows what the headers say."
            : $"No camera and filter has {minimum} flats of one size and binning ({flats} in all); calibration.min-frames says how many are needed.";
    }
}

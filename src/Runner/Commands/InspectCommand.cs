using System.CommandLine;
using Nocturne.Core.Instruments;
using Nocturne.Runner.Reduction;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne inspect FILE|NIGHT</c>: what the headers say, before anything is reduced.</summary>
static class InspectCommand
{
    public static Command Create(CommandOutput output)
    {
        var night = new Argument<string[]>("FILE|NIGHT") { Description = "A frame, several, or a folder of them.", Arity = ArgumentArity.OneOrMore };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Search the folder's subfolders too." };
        var json = new Option<bool>("--json") { Description = "Write JSON instead of text." };
        var command = new Command("inspect", "Shows what the headers of frames say: dialect, camera, filter, time, what is missing, cadence and gaps.\n\nExample: nocturne inspect ~/nights/2024-06-08") { night, recursive, json };
        var common = new CommonOptions().AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var settings = common.Settings(parsed);
            var files = NightFiles.Find(parsed.GetValue(night)!, parsed.GetValue(recursive) || settings.Input.Subfolders, settings.Input);
            var input = PixelTreatments.InputOf(settings);
            IReadOnlyList<ScannedFile> headers;
            using (var progress = common.Progress(parsed, output))
            {
                progress.Begin("headers", files.Paths.Count);
                headers = await new NightScanner(HeaderReading.From(settings), input) { KeepHeaders = files.Paths.Count == 1 }
                    .ReadHeadersAsync(files.Root, files.Paths, Environment.ProcessorCount, done => progress.Advance("headers", done), token).ConfigureAwait(false);
            }
            if (files.Remark is { } unsearched) output.Errors.WriteLine(unsearched);
            Write(headers, input, files.Paths.Count == 1, parsed.GetValue(json), output.Results);
            return (int)(headers.Any(header => header.Facts is not null) ? ExitCode.Success : ExitCode.UnusableInput);
        });
        return command;
    }

    static void Write(IReadOnlyList<ScannedFile> headers, InputOptions input, bool single, bool json, TextWriter results)
    {
        if (single && !json)
        {
            FrameInspection.Write(headers, results);
            return;
        }
        var survey = NightSurvey.Of(headers.Where(header => header.Facts is not null).Select(header => new SurveyedFrame(header.File, header.Width, header.Height, header.Facts!)));
        var calibrations = NightScanner.Sort(headers, input).Remarks;
        if (json) InspectionJson.Write(survey, headers, calibrations, results);
        else NightInspection.Write(survey, headers, calibrations, results);
    }
}

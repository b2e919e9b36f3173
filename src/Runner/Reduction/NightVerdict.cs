using System.Globalization;
using Nocturne.Actors.Night;
using Nocturne.Runner.Commands;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>Says how a night ended and what that means for the shell.</summary>
static class NightVerdict
{
    /// <summary>Prints a line a band, then the sentences about what went wrong.</summary>
    public static ExitCode Tell(NightResult result, string folder, CommandOutput output)
    {
        foreach (var band in result.Bands)
        {
            output.Results.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{band.Band,-8} {band.Sources,4} sources  {band.Measured,7:N0} of {band.Frames:N0} frames measured  {band.Unaligned:N0} unaligned  {band.Rejected:N0} rejected"));
        }
        foreach (var note in Notes(result, folder)) output.Results.WriteLine(note);
        var code = Judge(result);
        if (result.StoreFailure is { } cause)
        {
            output.Errors.WriteLine(cause.Message);
            return code;
        }
        foreach (var failure in result.Bands.Select(band => band.Failure).OfType<string>()) output.Errors.WriteLine(failure);
        if (code == ExitCode.Interrupted) output.Errors.WriteLine("Interrupted. What is done is kept; the same command goes on from here.");
        else if (code is ExitCode.Success or ExitCode.PartlyReduced) output.Results.WriteLine($"Report: {Path.Combine(folder, ReportWriter.FileName)}");
        return code;
    }

    /// <summary>Says what was rejected, also of what belongs to no band, and of which bands the stars could not be told among those of the others.</summary>
    static IEnumerable<string> Notes(NightResult result, string folder)
    {
        if (result.StoreFailure is not null || !NightStore.Exists(folder)) yield break;
        using var night = NightReader.Open(folder);
        var rejected = night.Bands.SelectMany(band => night.Ledger(band).States).Where(entry => entry.State == FrameState.Rejected)
            .GroupBy(entry => entry.Fault).Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Sum(entry => entry.Frames):N0} {FrameWords.Of(same.Key)}")).ToArray();
        if (rejected.Length > 0) yield return $"Rejected: {string.Join("; ", rejected)}. 'nocturne night {folder} --rejected' names them.";
        foreach (var band in night.Bands)
        {
            if (night.NumberingNote(band) is { } note) yield return $"{band}: {note}; its stars have numbers of their own.";
        }
    }

    static ExitCode Judge(NightResult result)
    {
        if (result.StoreFailure is not null) return ExitCode.OutputFailed;
        if (result.Interrupted) return ExitCode.Interrupted;
        var good = result.Bands.Count(band => band.Failure is null && band.Measured > 0);
        return good == 0 ? ExitCode.NothingReduced : good < result.Bands.Count ? ExitCode.PartlyReduced : ExitCode.Success;
    }
}

using System.Globalization;
using System.Text.Json;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Sky;
using Nocturne.Runner.Progress;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary>How a stored night stands, band by band.</summary>
static class NightOverview
{
    public static void Write(NightReader night, TextWriter output, bool json)
    {
        var bands = night.Bands.Select(night.Ledger).ToArray();
        var incomplete = night.IncompleteFiles().Count();
        if (json) output.WriteLine(JsonSerializer.Serialize(Data(night, bands, incomplete), JsonText.Indented));
        else
        {
            foreach (var band in bands) WriteBand(night, band, output);
            if (LateCalibrations.Sentence(bands.Select(band => (band.Band, night.LateCalibrations(band.Band).Count))) is { } late) output.WriteLine(late);
            if (incomplete > 0) output.WriteLine(Line($"{incomplete:N0} files never became whole; --rejected names them."));
            output.WriteLine(bands.Any(band => band.Provisional > 0)
                ? "The night is provisional; 'nocturne finalize' makes it definitive."
                : "The night is definitive.");
        }
    }

    /// <summary>Changes of a band's sky that are listed, the last ones.</summary>
    const int ListedChanges = 5;

    static void WriteBand(NightReader night, BandLedger band, TextWriter output)
    {
        output.WriteLine(Line($"{band.Band}"));
        output.WriteLine(Line($"  frames     {band.Count(FrameState.Measured):N0} measured, {band.Count(FrameState.Unaligned):N0} not aligned, {band.Count(FrameState.Rejected):N0} rejected, {band.Count(FrameState.Waiting):N0} waiting"));
        foreach (var (state, fault, frames) in band.States.Where(entry => entry.Fault != FrameFault.None)) output.WriteLine(Line($"             {frames:N0} {FrameWords.Of(state)}: {FrameWords.Of(fault)}"));
        output.WriteLine(band.Sources > 0 ? Line($"  catalogue  {band.Sources} sources") : "  catalogue  none yet");
        if (band.Last is { } last) output.WriteLine(Line($"  last       {last.File}, {last.MidUtc} UTC"));
        if (band.CadenceSeconds is { } cadence) output.WriteLine(Line($"  cadence    {cadence:G4} s"));
        if (band.MedianLatencySeconds is { } latency) output.WriteLine(Line($"  latency    {latency:G3} s from whole file to written row"));
        WriteSky([.. night.SkyTransitions(band.Band)], output);
        output.WriteLine(Line($"  level      {(band.Provisional > 0 ? Line($"provisional ({band.Provisional:N0} frames)") : "definitive")}"));
    }

    static void WriteSky((string Frame, Mjd? MidUtc, SkyTransition Change)[] changes, TextWriter output)
    {
        if (changes.Length > ListedChanges) output.WriteLine(Line($"  sky        {changes.Length - ListedChanges:N0} earlier changes are in the report"));
        foreach (var (_, time, change) in changes.TakeLast(ListedChanges)) output.WriteLine(Line($"  sky        {time} UTC {SkyWords.Of(change.To)}: {change.Sentence}"));
    }

    static object Data(NightReader night, BandLedger[] bands, int incomplete) => new
    {
        program = night.Info.ProgramVersion,
        settings_digest = night.Info.SettingsDigest,
        source = night.SourceRoot,
        incomplete_files = incomplete,
        bands = bands.Select(band => new
        {
            band = band.Band.ToString(),
            measured = band.Count(FrameState.Measured),
            unaligned = band.Count(FrameState.Unaligned),
            rejected = band.Count(FrameState.Rejected),
            waiting = band.Count(FrameState.Waiting),
            faults = band.States.Where(entry => entry.Fault != FrameFault.None).Select(entry => new { state = entry.State.ToString(), fault = entry.Fault.ToString(), frames = entry.Frames }),
            sources = band.Sources,
            last_frame = band.Last?.File,
            last_mjd_utc_mid = band.Last?.MidUtc?.ToDouble(),
            cadence_seconds = band.CadenceSeconds,
            latency_seconds = band.MedianLatencySeconds,
            provisional = band.Provisional,
            late_calibrations = night.LateCalibrations(band.Band).Select(frame => frame.File),
            sky = night.SkyTransitions(band.Band).TakeLast(ListedChanges)
                .Select(change => new { frame = change.Frame, mjd_utc_mid = change.MidUtc?.ToDouble(), from = change.Change.From.ToString(), to = change.Change.To.ToString(), sentence = change.Change.Sentence }),
        }),
    };

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

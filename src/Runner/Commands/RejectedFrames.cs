using System.Text.Json;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary>The frames and files of a night that have no rows, with the reasons.</summary>
static class RejectedFrames
{
    public static void Write(NightReader night, TextWriter output, bool json)
    {
        var frames = night.Bands.SelectMany(night.Frames).Where(frame => frame.State is FrameState.Rejected or FrameState.Unaligned)
            .Select(frame => (Band: frame.Band.ToString(), frame.File, State: frame.State.ToString(), Fault: frame.Fault.ToString(), Reason: frame.Reason ?? ""));
        var files = night.IncompleteFiles().Select(file => (Band: "", file.File, State: "Incomplete", Fault: nameof(FrameFault.Incomplete), file.Reason));
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(frames.Concat(files).Select(entry => new { band = entry.Band, file = entry.File, state = entry.State, fault = entry.Fault, reason = entry.Reason }), JsonText.Indented));
            return;
        }
        foreach (var entry in frames.Concat(files)) output.WriteLine($"{entry.Band,-8} {entry.State,-10} {entry.Fault,-12} {entry.Reason}");
    }
}

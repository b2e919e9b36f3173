using Nocturne.Core.Roman;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Forced;

/// <summary>What became of one image: its ledger row, and what was measured when it could be.</summary>
/// <param name="File">The image's file.</param>
/// <param name="Outcome">The ledger row and the rows of light curves.</param>
/// <param name="Image">What is known of the image; null when it could not be measured.</param>
/// <param name="Measurements">Everything that was measured, in the order of the catalogue.</param>
public sealed record ForcedFrame(ForcedFile File, FrameOutcome Outcome, ForcedImage? Image, IReadOnlyList<ForcedMeasurement> Measurements)
{
    /// <summary>A frame that cannot be measured, with the reason.</summary>
    public static ForcedFrame Refused(ForcedFile file, string id, FrameFault fault, string reason)
    {
        var record = new FrameRecord { Id = id, Band = new("unknown", "unknown"), File = file.Name, State = FrameState.Rejected, Fault = fault, Reason = reason };
        return new(file, new(record, []), null, []);
    }
}

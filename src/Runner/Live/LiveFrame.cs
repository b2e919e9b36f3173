using Nocturne.Streams.Night;

namespace Nocturne.Runner.Live;

/// <summary>A frame as the page shows it.</summary>
/// <param name="Version">When it became known.</param>
/// <param name="Band">Index of its band.</param>
/// <param name="Seconds">Middle of its exposure [s since 1970, UTC]; null when not known.</param>
/// <param name="Cells">What was measured, in the order of the band's sources; null when it has no rows.</param>
/// <param name="File">Its name.</param>
/// <param name="Kind">What became of it, for people; null when it was measured.</param>
/// <param name="Reason">Why it has no rows; null when it has.</param>
sealed record LiveFrame(long Version, int Band, double? Seconds, CurveCell[]? Cells, string File, string? Kind, string? Reason)
{
    /// <summary>The band of files that belong to none.</summary>
    public const int NoBand = -1;

    public bool IsMeasured => Cells is not null;

    /// <summary>A frame that cannot be used, of a camera or filter that has no usable frame: perhaps its header could not be read.</summary>
    public static LiveFrame OfNoBand(long version, FrameRecord frame) =>
        new(version, NoBand, frame.MidUtc is { } mid ? Report.BandReport.SecondsOf(mid) : null, null, frame.File, KindOf(frame), frame.Reason);

    /// <summary>State and fault for people.</summary>
    public static string KindOf(FrameRecord frame) => $"{Report.FrameWords.Of(frame.State)}: {Report.FrameWords.Of(frame.Fault)}";
}

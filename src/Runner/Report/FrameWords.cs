using Nocturne.Streams.Night;

namespace Nocturne.Runner.Report;

/// <summary>States and faults of frames in the words of the report.</summary>
static class FrameWords
{
    public static string Of(FrameState state) => state switch
    {
        FrameState.Measured => "measured",
        FrameState.Unaligned => "not aligned",
        FrameState.Waiting => "waiting",
        _ => "rejected",
    };

    public static string Of(FrameFault fault) => fault switch
    {
        FrameFault.Incomplete => "file not whole",
        FrameFault.Corrupt => "file damaged",
        FrameFault.Unsupported => "kind of file not supported",
        FrameFault.Unreadable => "file not readable",
        FrameFault.NoTime => "no time in the header",
        FrameFault.NoFilter => "no filter in the header",
        FrameFault.Mismatched => "another binning or size",
        FrameFault.Duplicate => "seen before",
        FrameFault.TooFewStars => "too few stars",
        FrameFault.NoMatch => "stars do not match the reference",
        FrameFault.Quarantined => "failed again and again, set aside",
        _ => "no reason given",
    };
}

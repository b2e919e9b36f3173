using Nocturne.Runner.Report;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Live;

/// <summary>What a camera sees of the sky, in a word for the page's colours and in words for people.</summary>
/// <param name="State">The word: <c>tracking</c>, <c>cloud</c>, <c>lost</c>, <c>bad</c>, or <c>unknown</c>.</param>
/// <param name="Words">The words.</param>
readonly record struct SkyView(string State, string Words)
{
    public static SkyView Unknown { get; } = new("unknown", "no frame yet");

    /// <summary>What the last frame tells.</summary>
    public static SkyView Of(FrameRecord frame) => frame switch
    {
        { State: FrameState.Measured } => new("tracking", "stars followed"),
        { Fault: FrameFault.TooFewStars } => new("cloud", "too few stars: cloud?"),
        { Fault: FrameFault.NoMatch } => new("lost", "other stars than in the reference"),
        _ => new("bad", FrameWords.Of(frame.Fault)),
    };
}

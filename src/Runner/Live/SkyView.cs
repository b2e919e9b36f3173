using System.Globalization;
using Nocturne.Core.Sky;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Live;

/// <summary>What a camera sees of the sky, in a word for the page's colours and in words for people.</summary>
/// <param name="State">The word: <c>clear</c>, <c>hazy</c>, <c>cloud</c>, <c>lost</c>, <c>changed</c>, <c>bad</c>, or <c>unknown</c>.</param>
/// <param name="Words">The words.</param>
readonly record struct SkyView(string State, string Words)
{
    /// <summary>Before the first frame.</summary>
    public static SkyView Unknown { get; } = new("unknown", "no frame yet");

    /// <summary>What the last frame tells: the state of the sky, where it was judged; otherwise what became of the frame.</summary>
    public static SkyView Of(FrameRecord frame) => frame switch
    {
        { Sky: { } sky and not SkyState.Unknown } => new(SkyWords.ClassOf(sky), SkyWords.Of(sky) + Light(frame.Transparency)),
        { State: FrameState.Measured } => new("clear", "stars followed"),
        { Fault: FrameFault.TooFewStars } => new("cloud", "too few stars: cloud?"),
        { Fault: FrameFault.NoMatch } => new("lost", "other stars than in the reference"),
        _ => new("bad", FrameWords.Of(frame.Fault)),
    };

    static string Light(double? transparency) =>
        transparency is { } share && double.IsFinite(share) ? string.Create(CultureInfo.InvariantCulture, $", {100 * Math.Min(share, 1):F0} % of the light") : "";
}

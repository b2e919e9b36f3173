using Nocturne.Core.Fits;

namespace Nocturne.Core.Instruments;

/// <summary>One frame of a file.</summary>
/// <param name="Images">The images that it consists of; the first one's header speaks for all.</param>
/// <param name="Layout">How its pixels are put together; null for the one image as it is.</param>
/// <param name="Sentences">What an observer should know of how it was put together.</param>
public sealed record AssembledFrame(IReadOnlyList<FitsImageHdu> Images, FrameLayout? Layout, IReadOnlyList<string> Sentences)
{
    /// <summary>The gain to which amplifiers of different gains were brought [electrons per ADU]; null when nothing was changed.</summary>
    public double? CommonGain { get; init; }

    public FitsImageHdu First => Images[0];

    public int Width => Layout?.Width ?? First.Width;

    public int Height => Layout?.Height ?? First.Height;
}

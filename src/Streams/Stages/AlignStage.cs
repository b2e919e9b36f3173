using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Lays frames on the reference: follows the stars from the frame before, and searches the pattern anew when they are not where they should be.</summary>
/// <param name="reference">Stars of the reference, brightest first.</param>
/// <param name="alignment">What counts as the same field.</param>
/// <param name="tracking">How stars are followed and found.</param>
public sealed class AlignStage(IReadOnlyList<Star> reference, AlignmentOptions alignment, TrackingOptions tracking)
{
    readonly Star[] reference = [.. reference];

    public (PlaneTransformHistory, NightFrame) Align(PlaneTransformHistory history, NightFrame frame)
    {
        if (!frame.IsUsable) return (history, frame);
        var result = Place(frame.Pixels!.Image.View, frame.Background!, history);
        if (result.Transform is not { } transform) return (history, frame.Refused(FrameState.Unaligned, Fault(result.Failure), Sentence(frame, result.Failure)));
        return (new(transform), frame with
        {
            Record = frame.Record with { Transform = transform, MatchedStars = result.Matches.Count, AlignmentResidual = result.Residual },
        });
    }

    AlignmentResult Place(ImageView pixels, BackgroundMesh background, PlaneTransformHistory history)
    {
        if (history.Last is { } last)
        {
            var tracked = StarTracking.Track(pixels, background, reference, last, tracking, alignment);
            if (tracked.Transform is not null) return tracked;
        }
        var found = SegmentationFinder.Find(pixels, default, background, tracking.Sigmas, tracking.Segmentation);
        return PatternAlignment.Align(reference, Stars.From(found, background), pixels.Width, pixels.Height, alignment);
    }

    static FrameFault Fault(AlignmentFailure failure) => failure == AlignmentFailure.TooFewStars ? FrameFault.TooFewStars : FrameFault.NoMatch;

    string Sentence(NightFrame frame, AlignmentFailure failure) => failure == AlignmentFailure.TooFewStars
        ? $"{frame.Descriptor.File}: fewer than {alignment.MinimumStars} stars above {tracking.Sigmas} sigma; cloud, or lower detection.threshold."
        : $"{frame.Descriptor.File}: its stars do not match the reference; another field, or widen the limits in 'alignment'.";
}

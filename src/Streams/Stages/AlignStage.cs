using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Quality;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Lays frames on the reference: follows the stars from the frame before, and searches the pattern anew when they are not where they should be.</summary>
/// <param name="reference">Stars of the reference.</param>
/// <param name="alignment">What counts as the same field.</param>
/// <param name="tracking">How stars are followed and found.</param>
/// <param name="neighbours">The other cameras of the telescope; null when there is none to ask.</param>
public sealed class AlignStage(IReadOnlyList<Star> reference, AlignmentOptions alignment, TrackingOptions tracking, INeighbourGuiding? neighbours = null)
{
    readonly Star[] reference = [.. reference.OrderByDescending(star => star.Flux)];

    public (PlaneTransformHistory, NightFrame) Align(PlaneTransformHistory history, NightFrame frame)
    {
        if (!frame.IsUsable) return (history, frame);
        var placement = Place(frame, history, borrowed: null);
        if (placement.Kind == PlacementKind.None && neighbours?.Predict(frame.Record) is { } borrowed) placement = Place(frame, history, borrowed);
        var result = placement.Result;
        if (result.Transform is not { } transform) return (history, frame.Refused(FrameState.Unaligned, Fault(result.Failure), Sentence(frame, result.Failure)));
        return (placement.IsProven ? new(transform, frame.Record.MidUtc) : history, frame with
        {
            Flags = frame.Flags | Flag(placement.Kind),
            Record = frame.Record with
            {
                Transform = transform,
                Placement = placement.Kind,
                MatchedStars = result.Matches.Count,
                AlignmentResidual = double.IsFinite(result.Residual) ? result.Residual : null,
            },
        });
    }

    Placement Place(NightFrame frame, PlaneTransformHistory history, PlaneTransform? borrowed) => FieldPlacement.Place(
        frame.Pixels!.Image.View, frame.Background!, reference, history.Last, IsRecent(history.Time, frame.Record.MidUtc), borrowed, tracking, alignment);

    bool IsRecent(Mjd? last, Mjd? now) => last is { } then && now is { } moment && Math.Abs(moment.SecondsSince(then)) <= alignment.FewStarsSeconds;

    static QualityFlag Flag(PlacementKind kind) => kind switch
    {
        PlacementKind.FewStars => QualityFlag.FewStars,
        PlacementKind.Borrowed => QualityFlag.BorrowedPosition,
        _ => QualityFlag.Good,
    };

    static FrameFault Fault(AlignmentFailure failure) => failure == AlignmentFailure.TooFewStars ? FrameFault.TooFewStars : FrameFault.NoMatch;

    string Sentence(NightFrame frame, AlignmentFailure failure) => failure switch
    {
        AlignmentFailure.TooFewStars => $"{frame.Descriptor.File}: fewer than {alignment.MinimumStars} stars above {tracking.Sigmas} sigma; cloud, or lower detection.threshold.",
        AlignmentFailure.Ambiguous => $"{frame.Descriptor.File}: its stars fit the reference in two ways, so none is believed; more stars would tell, lower detection.threshold.",
        _ => $"{frame.Descriptor.File}: its stars do not match the reference; another field, or widen the limits in 'alignment'.",
    };
}

using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Alignment;

/// <summary>Lays a frame on the reference by what is cheapest and still certain: following its stars, recognising their pattern, holding on to one or two.</summary>
/// <remarks>A frame that cannot be proven to show the reference's stars gets no place: no measurement is better than that of another star.</remarks>
public static class FieldPlacement
{
    /// <summary>Places a frame.</summary>
    /// <param name="frame">Calibrated counts, sky included.</param>
    /// <param name="background">Its background.</param>
    /// <param name="reference">Stars of the reference, brightest first.</param>
    /// <param name="last">Where the last proven frame lay; null when there is none.</param>
    /// <param name="isRecent">Whether that frame is recent enough for one or two stars to be trusted.</param>
    /// <param name="borrowed">Where other cameras say that the frame lies; null when they do not.</param>
    /// <param name="finding">How stars are found.</param>
    /// <param name="alignment">What counts as the same field.</param>
    public static Placement Place(
        ImageView frame,
        BackgroundMesh background,
        ReadOnlySpan<Star> reference,
        PlaneTransform? last,
        bool isRecent,
        PlaneTransform? borrowed,
        TrackingOptions finding,
        AlignmentOptions alignment)
    {
        foreach (var predicted in (ReadOnlySpan<PlaneTransform?>)[last, borrowed])
        {
            if (predicted is not { } place) continue;
            var tracked = StarTracking.Track(frame, background, reference, place, finding, alignment);
            if (tracked.Transform is not null) return new(PlacementKind.Tracked, tracked);
        }

        var stars = Stars.From(PointSources.Among(SegmentationFinder.Find(frame, default, background, finding.Sigmas, finding.Segmentation)), background);
        var found = PatternAlignment.Align(reference, stars, frame.Width, frame.Height, alignment, last ?? borrowed);
        if (found.Transform is not null) return new(PlacementKind.Recognised, found);

        if (alignment.FollowFewStars && (isRecent ? last : borrowed) is { } recent)
        {
            var few = FewStarTracking.Follow(reference, stars, recent, frame.Width, frame.Height);
            if (few.Transform is not null) return new(PlacementKind.FewStars, few);
        }
        return borrowed is { } lent && stars.Length == 0
            ? new(PlacementKind.Borrowed, new(lent, [], double.NaN, AlignmentFailure.None))
            : new(PlacementKind.None, found);
    }
}

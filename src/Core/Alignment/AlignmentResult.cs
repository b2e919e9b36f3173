namespace Nocturne.Core.Alignment;

/// <summary>How a frame lies on its reference, or why that is not known.</summary>
/// <param name="Transform">Map from reference pixels to frame pixels; null when there is none.</param>
/// <param name="Matches">Stars that carry it.</param>
/// <param name="Residual">Root mean square distance of the matched stars from the map [pixels].</param>
/// <param name="Failure">Why there is no map; <see cref="AlignmentFailure.None"/> when there is one.</param>
public sealed record AlignmentResult(PlaneTransform? Transform, IReadOnlyList<StarPair> Matches, double Residual, AlignmentFailure Failure)
{
    public static AlignmentResult Failed(AlignmentFailure failure) => new(null, [], double.NaN, failure);
}

using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Alignment;

/// <summary>Makes the alignment's stars from detections.</summary>
public static class Stars
{
    /// <summary>Scatter of a bright star's position that no amount of light removes: pixel response and guiding [pixels].</summary>
    const double PositionFloor = 0.02;

    /// <summary>How far the centre of what the edge left of a star may lie from the star's [pixels].</summary>
    const double CutPositionFloor = 1;

    /// <summary>All detections of a frame with the position errors that their light allows.</summary>
    public static Star[] From(IReadOnlyList<DetectedSource> sources, BackgroundMesh background)
    {
        var stars = new Star[sources.Count];
        for (var i = 0; i < stars.Length; i++) stars[i] = From(sources[i], background);
        return stars;
    }

    /// <summary>A detection with the position error that its light allows: its width over its signal-to-noise ratio against the sky.</summary>
    public static Star From(DetectedSource source, BackgroundMesh background)
    {
        var noise = background.RmsAt(source.X, source.Y) * Math.Sqrt(source.Area);
        var width = Math.Sqrt(((source.SemiMajorSigma * source.SemiMajorSigma) + (source.SemiMinorSigma * source.SemiMinorSigma)) / 2);
        var error = Math.Min(width, width * noise / source.Flux);
        var floor = (source.Flags & QualityFlag.TouchesEdge) != 0 ? CutPositionFloor : PositionFloor;
        return new(source.X, source.Y, source.Flux, double.IsFinite(error) ? Math.Sqrt((error * error) + (floor * floor)) : 1);
    }
}

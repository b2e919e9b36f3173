using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Streams.Stages;

/// <summary>Where the sources of a catalogue lie in one frame: by its alignment, by its own detections, and by the bright stars next to them.</summary>
sealed class FramePlaces
{
    /// <summary>Two sources do not share a detection [pixels].</summary>
    const double SameDetection = 0.5;

    readonly DetectedSource?[] detections;
    readonly TrackingOptions finding;
    readonly double tolerance;
    readonly int linkStars;

    /// <param name="catalogue">The sources, the brightest first.</param>
    /// <param name="transform">Where the frame lies.</param>
    /// <param name="pixels">The frame.</param>
    /// <param name="background">Its background.</param>
    /// <param name="finding">What counts as a star.</param>
    /// <param name="tolerance">Farthest detection that belongs to a source [standard deviations of the point source].</param>
    /// <param name="linkStars">Bright stars that others may be tied to.</param>
    public FramePlaces(
        SourceCatalogue catalogue, PlaneTransform transform, ImageView pixels, BackgroundMesh background, TrackingOptions finding, double tolerance, int linkStars)
    {
        this.finding = finding;
        this.tolerance = tolerance;
        this.linkStars = linkStars;
        var (scale, turn) = (transform.Scale, transform.Rotation);
        var angle = transform.Determinant < 0 ? turn - catalogue.PsfOrientation : turn + catalogue.PsfOrientation;
        Forced = [.. catalogue.Sources.Select(source =>
        {
            var (x, y) = transform.Apply(source.X, source.Y);
            return new SourcePlace(x, y, scale * catalogue.PsfSemiMajorSigma, scale * catalogue.PsfSemiMinorSigma, angle);
        })];
        detections = new DetectedSource?[Forced.Length];
        for (var i = 0; i < detections.Length; i++) detections[i] = StarWindow.NearestSource(pixels, background, Forced[i].X, Forced[i].Y, Radius(Forced[i]), finding);
        Matched = Match(detections);
    }

    /// <summary>By the alignment.</summary>
    public SourcePlace[] Forced { get; }

    /// <summary>By the frame's own detections; not known where there is none.</summary>
    public SourcePlace[] Matched { get; }

    /// <summary>Median full width at half maximum of the detections [pixels]; null without any.</summary>
    public double? Width
    {
        get
        {
            var widths = detections.OfType<DetectedSource>()
                .Select(source => Math.Sqrt(((source.SemiMajorSigma * source.SemiMajorSigma) + (source.SemiMinorSigma * source.SemiMinorSigma)) / 2))
                .ToArray();
            return widths.Length == 0 ? null : Fwhm.PerSigma * SigmaClip.Median(widths);
        }
    }

    /// <summary>The places by their kind.</summary>
    /// <param name="placing">The kind.</param>
    /// <param name="pixels">The frame.</param>
    /// <param name="ownSky">
    /// Whether the photometer does without the frame's background: then it also finds its stars without, above one level for the whole frame.
    /// </param>
    public SourcePlace[] Of(Placing placing, ImageView pixels, bool ownSky) => placing switch
    {
        Placing.Matched => ownSky ? MatchedOverOneLevel(pixels) : Matched,
        Placing.Linked => Linked(),
        _ => Forced,
    };

    SourcePlace[] MatchedOverOneLevel(ImageView pixels)
    {
        var sky = WholeFrameSky.Estimate(pixels);
        var found = new DetectedSource?[Forced.Length];
        for (var i = 0; i < found.Length; i++) found[i] = StarWindow.NearestSource(pixels, sky, Forced[i].X, Forced[i].Y, Radius(Forced[i]), finding);
        return Match(found);
    }

    /// <summary>The place of each source, moved as the nearest of the bright stars has moved; a bright star's own place is where it was found.</summary>
    SourcePlace[] Linked()
    {
        var anchors = Enumerable.Range(0, Forced.Length).Where(i => Matched[i].IsKnown).Take(linkStars).ToArray();
        return [.. Forced.Select(place =>
        {
            if (anchors.Length == 0) return place;
            var anchor = anchors.MinBy(i => Distance(Forced[i], place));
            return place with { X = place.X + Matched[anchor].X - Forced[anchor].X, Y = place.Y + Matched[anchor].Y - Forced[anchor].Y };
        })];
    }

    double Radius(SourcePlace place) => tolerance * Math.Sqrt((place.SemiMajorSigma * place.SemiMajorSigma) + (place.SemiMinorSigma * place.SemiMinorSigma));

    /// <summary>The places of the detections; where two sources were given the same, the nearer one keeps it.</summary>
    SourcePlace[] Match(DetectedSource?[] found)
    {
        for (var i = 0; i < found.Length; i++)
        {
            for (var j = i + 1; j < found.Length; j++)
            {
                if (found[i] is not { } a || found[j] is not { } b || Distance(a.X, a.Y, b.X, b.Y) > SameDetection) continue;
                found[Distance(a.X, a.Y, Forced[i].X, Forced[i].Y) <= Distance(b.X, b.Y, Forced[j].X, Forced[j].Y) ? j : i] = null;
            }
        }

        return [.. Forced.Select((place, i) => found[i] is { } own ? place with { X = own.X, Y = own.Y } : place.Unknown)];
    }

    static double Distance(SourcePlace a, SourcePlace b) => Distance(a.X, a.Y, b.X, b.Y);

    static double Distance(double x1, double y1, double x2, double y2) => Math.Sqrt(((x1 - x2) * (x1 - x2)) + ((y1 - y2) * (y1 - y2)));
}

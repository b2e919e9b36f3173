using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Streams.Stages;

/// <summary>Where the sources of a catalogue lie in one frame: by its alignment, by its own detections, and by the bright stars next to them.</summary>
readonly ref struct FramePlaces
{
    /// <summary>Two sources do not share a detection [pixels].</summary>
    const double SameDetection = 0.5;

    /// <summary>
    /// Pixels of a detection, in areas of the point source's standard deviations, up to which the mean of its own pixels jumps with them;
    /// larger ones over one level stay where opticam has them.
    /// </summary>
    const double SmallDetection = 4;

    readonly ImageView pixels;
    readonly BackgroundMesh background;
    readonly TrackingOptions finding;
    readonly MeasuringOptions options;
    readonly DetectedSource?[] detections;

    /// <param name="catalogue">The sources, the brightest first.</param>
    /// <param name="transform">Where the frame lies.</param>
    /// <param name="pixels">The frame.</param>
    /// <param name="background">Its background.</param>
    /// <param name="finding">What counts as a star.</param>
    /// <param name="options">How detections belong to sources.</param>
    public FramePlaces(SourceCatalogue catalogue, PlaneTransform transform, ImageView pixels, BackgroundMesh background, TrackingOptions finding, MeasuringOptions options)
    {
        this.pixels = pixels;
        this.background = background;
        this.finding = finding;
        this.options = options;
        var (scale, turn) = (transform.Scale, transform.Rotation);
        var angle = transform.Determinant < 0 ? turn - catalogue.PsfOrientation : turn + catalogue.PsfOrientation;
        Forced = [.. catalogue.Sources.Select(source =>
        {
            var (x, y) = transform.Apply(source.X, source.Y);
            return new SourcePlace(x, y, scale * catalogue.PsfSemiMajorSigma, scale * catalogue.PsfSemiMinorSigma, angle);
        })];
        detections = new DetectedSource?[Forced.Length];
        for (var i = 0; i < detections.Length; i++) detections[i] = StarWindow.NearestSource(pixels, background, Forced[i].X, Forced[i].Y, Radius(Forced[i]), finding);
    }

    /// <summary>By the alignment.</summary>
    public SourcePlace[] Forced { get; }

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
    /// <param name="ownSky">
    /// Whether the photometer does without the frame's background: then it also finds its stars without, above one level for the whole frame.
    /// </param>
    public SourcePlace[] Of(Placing placing, bool ownSky) => placing switch
    {
        Placing.Matched when ownSky => MatchedOverOneLevel(),
        Placing.Matched => Match([.. detections], double.PositiveInfinity),
        Placing.Linked => Linked(),
        _ => Forced,
    };

    SourcePlace[] MatchedOverOneLevel()
    {
        var sky = WholeFrameSky.Estimate(pixels);
        var found = new DetectedSource?[Forced.Length];
        for (var i = 0; i < found.Length; i++) found[i] = StarWindow.NearestSource(pixels, sky, Forced[i].X, Forced[i].Y, Radius(Forced[i]), finding);
        return Match(found, SmallDetection);
    }

    /// <summary>The place of each source, moved as the nearest of the bright stars has moved; a bright star's own place is where it was found.</summary>
    SourcePlace[] Linked()
    {
        var (forced, matched) = (Forced, Of(Placing.Matched, ownSky: false));
        var anchors = Enumerable.Range(0, forced.Length).Where(i => matched[i].IsKnown).Take(options.LinkStars).ToArray();
        return [.. forced.Select(place =>
        {
            if (anchors.Length == 0) return place;
            var anchor = anchors.MinBy(i => double.Hypot(forced[i].X - place.X, forced[i].Y - place.Y));
            return place with { X = place.X + matched[anchor].X - forced[anchor].X, Y = place.Y + matched[anchor].Y - forced[anchor].Y };
        })];
    }

    double Radius(SourcePlace place) =>
        options.MatchingTolerance * Math.Sqrt((place.SemiMajorSigma * place.SemiMajorSigma) + (place.SemiMinorSigma * place.SemiMinorSigma));

    /// <summary>The places of the detections; where two sources were given the same, the nearer one keeps it.</summary>
    /// <param name="found">The detections; changed.</param>
    /// <param name="small">Largest detection whose centre is looked for anew [areas of the point source's standard deviations].</param>
    SourcePlace[] Match(DetectedSource?[] found, double small)
    {
        for (var i = 0; i < found.Length; i++)
        {
            for (var j = i + 1; j < found.Length; j++)
            {
                if (found[i] is not { } a || found[j] is not { } b || double.Hypot(a.X - b.X, a.Y - b.Y) > SameDetection) continue;
                found[double.Hypot(a.X - Forced[i].X, a.Y - Forced[i].Y) <= double.Hypot(b.X - Forced[j].X, b.Y - Forced[j].Y) ? j : i] = null;
            }
        }

        var places = new SourcePlace[found.Length];
        for (var i = 0; i < found.Length; i++)
        {
            var place = Forced[i];
            if (found[i] is not { } own) places[i] = place.Unknown;
            else if (own.Area > small * Math.PI * place.SemiMajorSigma * place.SemiMinorSigma) places[i] = place with { X = own.X, Y = own.Y };
            else places[i] = Centred(place with { X = own.X, Y = own.Y });
        }

        return places;
    }

    /// <summary>The centre in a window of the width of the point source, which has nearly the least noise there is; the detection's own where that does not settle nearby.</summary>
    SourcePlace Centred(SourcePlace place)
    {
        var sigma = Math.Sqrt(place.SemiMajorSigma * place.SemiMinorSigma);
        var centre = Centroids.Windowed(new PhotometryFrame(pixels) { Background = BackgroundMeshField.Level(background) }, place.X, place.Y, sigma, largestStep: 0.5 * sigma);
        return centre.Flags == QualityFlag.Good && double.Hypot(centre.X - place.X, centre.Y - place.Y) <= sigma ? place with { X = centre.X, Y = centre.Y } : place;
    }
}

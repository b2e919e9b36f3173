namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>Decides which sky positions lie on a detector, and at which pixel. Immutable, safe to share.</summary>
/// <remarks>An inverse is never trusted alone: with a tangent-plane correction in the chain the antipode of a source lands inside the image.</remarks>
public sealed class DetectorFootprint
{
    const double Margin = 1.05;
    const double MarginDegrees = 1.0 / 3600;
    const double RoundTripPixels = 0.1;

    readonly WorldCoordinates wcs;
    readonly WcsBox box;
    readonly SkyPoint centre;
    readonly double radius;
    readonly (double Low, double High, bool IsOutsideBetween) rightAscensions;
    readonly (double Low, double High) declinations;

    /// <param name="wcs">The coordinate system; its bounding box is the detector.</param>
    /// <param name="method">How pixels are found.</param>
    /// <param name="rule">What makes a position lie on the detector.</param>
    /// <exception cref="WcsException">The coordinate system has no bounding box, or does not lead to the sky inside it.</exception>
    public DetectorFootprint(WorldCoordinates wcs, InverseMethod method = InverseMethod.Stored, AcceptanceRule rule = AcceptanceRule.RoundTrip)
    {
        this.wcs = wcs;
        Method = method;
        Rule = rule;
        box = wcs.BoundingBox ?? throw new WcsException("the coordinate system has no bounding box; give it that of the image");
        centre = wcs.ToSky(box.Centre.X, box.Centre.Y);
        radius = (Margin * LargestCornerDistance()) + MarginDegrees;
        PixelScale = Math.Sqrt(ScaleAlong(0.5, 0) * ScaleAlong(0, 0.5));
        if (!centre.IsFinite || !double.IsFinite(radius) || !(PixelScale > 0)) throw new WcsException("the coordinate system does not lead to the sky inside its bounding box");
        (rightAscensions, declinations) = CornerRanges();
    }

    public InverseMethod Method { get; }

    public AcceptanceRule Rule { get; }

    /// <summary>Side of the middle pixel on the sky, the geometric mean of both directions [degrees].</summary>
    public double PixelScale { get; }

    /// <summary>Sky position of the middle of the detector.</summary>
    public SkyPoint Centre => centre;

    /// <summary>Finds the pixel of a sky position that lies on the detector.</summary>
    public bool TryLocate(SkyPoint sky, out PixelPoint pixel)
    {
        pixel = PixelPoint.None;
        if (!sky.IsFinite || Math.Abs(sky.Declination) > 90) return false;
        if (Rule == AcceptanceRule.RoundTrip ? sky.DistanceTo(centre) > radius : IsOutsideCorners(sky) != (false, false)) return false;
        var candidate = wcs.ToPixel(sky, Method);
        if (!box.Contains(candidate)) return false;
        if (Rule == AcceptanceRule.RoundTrip && !(wcs.ToSky(candidate.X, candidate.Y).DistanceTo(sky) <= RoundTripPixels * PixelScale)) return false;
        pixel = candidate;
        return true;
    }

    /// <summary>Whether a position is outside the range of right ascension, and of declination, of the corners: the test of gwcs 0.24.</summary>
    public (bool RightAscension, bool Declination) IsOutsideCorners(SkyPoint sky)
    {
        var (low, high, between) = rightAscensions;
        var ra = sky.RightAscension;
        return (between ? ra > low && ra < high : ra < low || ra > high, sky.Declination < declinations.Low || sky.Declination > declinations.High);
    }

    double LargestCornerDistance() => Math.Max(
        Math.Max(CornerDistance(box.XLow, box.YLow), CornerDistance(box.XHigh, box.YLow)),
        Math.Max(CornerDistance(box.XLow, box.YHigh), CornerDistance(box.XHigh, box.YHigh)));

    double CornerDistance(double x, double y) => wcs.ToSky(x, y).DistanceTo(centre);

    double ScaleAlong(double dx, double dy) =>
        wcs.ToSky(box.Centre.X + dx, box.Centre.Y + dy).DistanceTo(wcs.ToSky(box.Centre.X - dx, box.Centre.Y - dy));

    // gwcs takes a range of more than half a turn for one that goes through zero.
    ((double Low, double High, bool IsOutsideBetween) Ra, (double Low, double High) Dec) CornerRanges()
    {
        SkyPoint[] corners = [wcs.ToSky(box.XLow, box.YLow), wcs.ToSky(box.XLow, box.YHigh), wcs.ToSky(box.XHigh, box.YHigh), wcs.ToSky(box.XHigh, box.YLow)];
        var ra = Array.ConvertAll(corners, corner => corner.RightAscension);
        var dec = Array.ConvertAll(corners, corner => corner.Declination);
        var (low, high) = (ra.Min(), ra.Max());
        if (high - low <= 180) return ((low, high, false), (dec.Min(), dec.Max()));
        var middle = 0.5 * (low + high);
        return ((ra.Where(value => value <= middle).Max(), ra.Where(value => value > middle).Min(), true), (dec.Min(), dec.Max()));
    }
}

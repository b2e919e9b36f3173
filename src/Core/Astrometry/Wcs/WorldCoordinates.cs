namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>The way between pixels and the sky (ICRS): a chain of transforms, read from a generalised WCS or from FITS keywords. Immutable, safe to share.</summary>
public sealed class WorldCoordinates
{
    const double Converged = 1e-10;
    const int MaxRounds = 50;

    readonly WcsTransform[] forward;
    readonly WcsTransform[]? backward;

    /// <param name="steps">Frames and the transforms between them; the first takes two pixel coordinates, the last gives right ascension and declination.</param>
    /// <param name="boundingBox">Where the transforms hold, if known.</param>
    /// <param name="name">A name for messages.</param>
    /// <exception cref="WcsException">The steps do not fit together.</exception>
    public WorldCoordinates(IReadOnlyList<WcsStep> steps, WcsBox? boundingBox, string name = "")
    {
        Steps = steps;
        BoundingBox = boundingBox;
        Name = name;
        forward = [.. steps.Select(step => step.Transform).OfType<WcsTransform>()];
        if (forward.Length == 0 || forward.Length != steps.Count - 1 || steps[^1].Transform is not null) throw new WcsException("each step of a coordinate system but the last needs a transform");
        if (forward[0].Inputs != 2 || forward[^1].Outputs != 2 || forward.Zip(forward.Skip(1)).Any(pair => pair.First.Outputs != pair.Second.Inputs))
            throw new WcsException("the steps of the coordinate system do not lead from two pixel coordinates to two sky coordinates");
        var inverses = forward.Reverse().Select(transform => transform.Inverse).ToArray();
        backward = inverses.Contains(null) ? null : [.. inverses.OfType<WcsTransform>()];
    }

    public string Name { get; }

    public IReadOnlyList<WcsStep> Steps { get; }

    /// <summary>Where the transforms hold; null means anywhere.</summary>
    public WcsBox? BoundingBox { get; }

    /// <summary>Whether there is a stored or analytic way back. It may be a fit: a few thousandths of a pixel for real detectors.</summary>
    public bool HasInverse => backward is not null;

    /// <summary>The same with a bounding box, where there is none.</summary>
    public WorldCoordinates Within(WcsBox box) => BoundingBox is null ? new(Steps, box, Name) : this;

    /// <summary>The sky position of a pixel, also outside the bounding box.</summary>
    public SkyPoint ToSky(double x, double y)
    {
        var (ra, dec) = Run(forward, forward.Length, x, y);
        return new(ra, dec);
    }

    /// <summary>The sky position of a pixel; no number outside the bounding box.</summary>
    public SkyPoint ToSkyInBox(double x, double y) => BoundingBox is { } box && !box.Contains(new(x, y)) ? SkyPoint.None : ToSky(x, y);

    /// <summary>The coordinates of a pixel in the frame of a later step.</summary>
    public (double First, double Second) ToFrame(int step, double x, double y) => Run(forward, step, x, y);

    /// <summary>The pixel of a sky position, not checked: it may lie anywhere, and belong to the far side of the sky (see <see cref="DetectorFootprint"/>).</summary>
    public PixelPoint ToPixel(SkyPoint sky, InverseMethod method = InverseMethod.Stored)
    {
        if (method == InverseMethod.Exact || backward is null) return Solve(sky);
        var (x, y) = Run(backward, backward.Length, sky.RightAscension, sky.Declination);
        return new(x, y);
    }

    static (double First, double Second) Run(ReadOnlySpan<WcsTransform> transforms, int count, double first, double second)
    {
        Span<double> values = stackalloc double[16];
        Span<double> next = stackalloc double[16];
        values[0] = first;
        values[1] = second;
        foreach (var transform in transforms[..count])
        {
            transform.Evaluate(values[..transform.Inputs], next[..transform.Outputs]);
            var swap = values;
            values = next;
            next = swap;
        }

        return (values[0], values[1]);
    }

    // Newton's method on the offset from the wanted position, in the plane that touches the sky there: no pole, no wrap.
    PixelPoint Solve(SkyPoint sky)
    {
        if (!sky.IsFinite) return PixelPoint.None;
        var box = BoundingBox ?? new WcsBox(-1e4, 1e4, -1e4, 1e4);
        var at = StartOfSolution(sky, box);
        var previous = double.PositiveInfinity;
        for (var round = 0; round < MaxRounds; round++)
        {
            var (east, north) = ToSky(at.X, at.Y).OffsetFrom(sky);
            var (eastRight, northRight) = ToSky(at.X + 0.5, at.Y).OffsetFrom(sky);
            var (eastLeft, northLeft) = ToSky(at.X - 0.5, at.Y).OffsetFrom(sky);
            var (eastUp, northUp) = ToSky(at.X, at.Y + 0.5).OffsetFrom(sky);
            var (eastDown, northDown) = ToSky(at.X, at.Y - 0.5).OffsetFrom(sky);
            double ex = eastRight - eastLeft, nx = northRight - northLeft, ey = eastUp - eastDown, ny = northUp - northDown;
            var determinant = (ex * ny) - (ey * nx);
            var dx = ((ey * north) - (ny * east)) / determinant;
            var dy = ((nx * east) - (ex * north)) / determinant;
            var step = Math.Max(Math.Abs(dx), Math.Abs(dy));
            if (!double.IsFinite(step)) return PixelPoint.None;
            if (step < Converged || (step < 1e-7 && step > previous / 2))
                return ToSky(at.X, at.Y).DistanceTo(sky) < 90 ? new(at.X + dx, at.Y + dy) : PixelPoint.None;
            previous = step;
            var damping = box.Contains(new(at.X + dx, at.Y + dy)) ? 1 : Math.Min(1, 0.1 * Math.Max(box.Width, box.Height) / step);
            at = new(at.X + (damping * dx), at.Y + (damping * dy));
        }

        return PixelPoint.None;
    }

    PixelPoint StartOfSolution(SkyPoint sky, WcsBox box)
    {
        if (backward is null) return box.Centre;
        var (x, y) = Run(backward, backward.Length, sky.RightAscension, sky.Declination);
        var start = new PixelPoint(x, y);
        return box.Contains(start) ? start : box.Centre;
    }
}

using Nocturne.Core.Alignment;

namespace Nocturne.Core.Vetting;

/// <summary>One of the eight ways in which a square lies on itself: quarter turns, and the same of its mirror image. They move whole pixels, so that a
/// stamp of a frame after the meridian flip is brought to the reference without a change of any value.</summary>
/// <param name="Xx">Frame x per reference x: −1, 0 or 1, like the others.</param>
/// <param name="Xy">Frame x per reference y.</param>
/// <param name="Yx">Frame y per reference x.</param>
/// <param name="Yy">Frame y per reference y.</param>
public readonly record struct StampOrientation(int Xx, int Xy, int Yx, int Yy)
{
    static readonly StampOrientation[] All =
    [
        new(1, 0, 0, 1), new(0, -1, 1, 0), new(-1, 0, 0, -1), new(0, 1, -1, 0),
        new(1, 0, 0, -1), new(-1, 0, 0, 1), new(0, 1, 1, 0), new(0, -1, -1, 0),
    ];

    /// <summary>As the reference lies.</summary>
    public static StampOrientation Upright => All[0];

    /// <summary>The orientation that comes nearest to that of a frame.</summary>
    /// <param name="frame">Map from reference pixels to the frame's.</param>
    public static StampOrientation Of(PlaneTransform frame) =>
        All.MaxBy(way => (way.Xx * frame.Xx) + (way.Xy * frame.Xy) + (way.Yx * frame.Yx) + (way.Yy * frame.Yy));

    /// <summary>An offset in the frame as the reference has it.</summary>
    public (double X, double Y) ToReference(double dx, double dy) => ((Xx * dx) + (Yx * dy), (Xy * dx) + (Yy * dy));

    /// <summary>What is left of a frame's map when its stamps are brought to the reference: a small turn and a change of scale, without a shift.</summary>
    public PlaneTransform Rest(PlaneTransform frame)
    {
        var (xx, yx) = ToReference(frame.Xx, frame.Yx);
        var (xy, yy) = ToReference(frame.Xy, frame.Yy);
        return new(xx, xy, 0, yx, yy, 0);
    }

    /// <summary>Brings a square stamp of the frame to the reference; the middle pixel stays in the middle.</summary>
    /// <param name="stamp">Row by row.</param>
    /// <param name="side">Pixels of a side.</param>
    public T[] ToReference<T>(T[] stamp, int side)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        if (this == Upright) return stamp;
        // Twice the distance from the middle is a whole number for even sides, too.
        var turned = new T[stamp.Length];
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var (x, y) = ((2 * column) + 1 - side, (2 * row) + 1 - side);
                var (fromX, fromY) = ((Xx * x) + (Xy * y), (Yx * x) + (Yy * y));
                turned[(row * side) + column] = stamp[((fromY + side - 1) / 2 * side) + ((fromX + side - 1) / 2)];
            }
        }

        return turned;
    }
}

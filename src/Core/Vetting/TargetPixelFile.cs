using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Vetting;

/// <summary>What a target pixel file holds: the stamps of one star in one sector, quarter or night, and what is known about them.</summary>
/// <remarks>Read with <see cref="TargetPixelReader"/>, written with <see cref="TargetPixelWriter"/>.</remarks>
public sealed record TargetPixelFile
{
    /// <summary>The bit of <see cref="ApertureBits"/> that marks the optimal photometric aperture, in both missions.</summary>
    public const int OptimalAperture = 2;

    /// <summary>The bit of <see cref="ApertureBits"/> that marks collected pixels.</summary>
    public const int Collected = 1;

    /// <summary>The file, as it was given.</summary>
    public string Name { get; init; } = "";

    public required StampMission Mission { get; init; }

    /// <summary>All cadences of the file, good and bad; its aperture is what has bit 2.</summary>
    public required TargetPixels Pixels { get; init; }

    /// <summary>OBJECT.</summary>
    public string ObjectName { get; init; } = "";

    /// <summary>TIC or KIC number.</summary>
    public long? TargetId { get; init; }

    /// <summary>What <see cref="Segment"/> counts: <c>sector</c>, <c>quarter</c>, <c>campaign</c> or <c>night</c>.</summary>
    public string SegmentKind { get; init; } = "sector";

    /// <summary>Number of the sector, quarter or campaign; for own frames the date as yyyymmdd.</summary>
    public long? Segment { get; init; }

    public int? Camera { get; init; }

    public int? Ccd { get; init; }

    /// <summary>Kepler's channel.</summary>
    public int? Channel { get; init; }

    /// <summary>Magnitude in the mission's band.</summary>
    public double? Magnitude { get; init; }

    /// <summary>Where the star is.</summary>
    public SkyPosition? Position { get; init; }

    /// <summary>BJD(TDB) that the file's times count from [d].</summary>
    public double BjdReference { get; init; } = TransitEphemeris.BtjdZero;

    /// <summary>CCD column of the stamp's first column.</summary>
    public int? CornerColumn { get; init; }

    /// <summary>CCD row of the stamp's first row.</summary>
    public int? CornerRow { get; init; }

    /// <summary>Pixels to sky.</summary>
    public TangentPlane? Sky { get; init; }

    /// <summary>The aperture image with all its bits, row by row; null if the file has none.</summary>
    public int[]? ApertureBits { get; init; }

    /// <summary>Number of each cadence, or null.</summary>
    public long[]? CadenceNumbers { get; init; }

    /// <summary>What was added to the times to bring them to the barycentre [d], or null.</summary>
    public float[]? TimeCorrections { get; init; }

    /// <summary>Whether the sky was subtracted from the pixels, if the file says so; it was not in cut-outs of full frames.</summary>
    public bool? IsBackgroundSubtracted { get; init; }

    /// <summary>Unit of the pixels.</summary>
    public string FluxUnit { get; init; } = "e-/s";

    /// <summary>Column and row of the star in the stamp from its position and the map to the sky, if both are known and it lies in the stamp.</summary>
    public StampPlace? TargetPlace
    {
        get
        {
            if (Sky is null || Position is null) return null;
            var (column, row) = Sky.ToPixel(Position);
            return column >= -0.5 && row >= -0.5 && column <= Pixels.Columns - 0.5 && row <= Pixels.Rows - 0.5 ? new(row, column) : null;
        }
    }

    /// <summary>Pixels of a bit of the aperture image: <c>(value &amp; bit) != 0</c>; null without an image.</summary>
    public bool[]? PixelsWithBit(int bit) => ApertureBits is null ? null : [.. ApertureBits.Select(value => (value & bit) != 0)];
}

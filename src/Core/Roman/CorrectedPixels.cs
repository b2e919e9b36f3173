namespace Nocturne.Core.Roman;

/// <summary>An image and its error times the area map, with the mask of bad pixels, read row by row. Immutable, safe to share.</summary>
public sealed class CorrectedPixels
{
    readonly PixelPlane data;
    readonly PixelPlane? error;
    readonly PixelPlane? area;
    readonly double divisor;
    readonly uint[]? quality;
    readonly NumberMode mode;

    /// <param name="image">The image.</param>
    /// <param name="area">The area map, or null for none.</param>
    /// <param name="badBits">Flag bits that make a pixel bad for backgrounds.</param>
    /// <param name="mode">How products are rounded.</param>
    /// <exception cref="ScienceImageException">The map does not belong to the image.</exception>
    public CorrectedPixels(ScienceImage image, AreaMap? area, uint badBits = uint.MaxValue, NumberMode mode = NumberMode.Double)
        : this(image.Data, image.Error, image.Quality, badBits, mode)
    {
        if (area is not null) (this.area, divisor) = area.FitTo(image);
    }

    /// <summary>Pixels without an area map.</summary>
    public CorrectedPixels(PixelPlane data, PixelPlane? error, uint[]? quality, uint badBits = uint.MaxValue, NumberMode mode = NumberMode.Double)
    {
        this.data = data;
        this.error = error;
        this.quality = quality;
        BadBits = badBits;
        this.mode = mode;
        divisor = 1;
    }

    public int Width => data.Width;

    public int Height => data.Height;

    public bool HasErrors => error is not null;

    /// <summary>Counts of pixels (x, y), (x + 1, y) …</summary>
    public void ReadData(int x, int y, Span<double> values)
    {
        data.Read(x, y, values);
        if (area is not null) Multiply(values, x, y, data.Type);
    }

    /// <summary>Variances of pixels (x, y), (x + 1, y) …; NaN without an error image.</summary>
    public void ReadVariance(int x, int y, Span<double> values)
    {
        if (error is null)
        {
            values.Fill(double.NaN);
            return;
        }

        error.Read(x, y, values);
        if (area is not null) Multiply(values, x, y, error.Type);
        for (var i = 0; i < values.Length; i++) values[i] = Rounded(values[i] * values[i], error.Type);
    }

    /// <summary>Flag bits that make a pixel bad.</summary>
    public uint BadBits { get; }

    /// <summary>Whether the flags of a pixel make it bad.</summary>
    public bool IsFlagged(int x, int y) => (FlagsAt(x, y) & BadBits) != 0;

    /// <summary>The flags of pixels (x, y), (x + 1, y) …; empty when the image has none.</summary>
    public ReadOnlySpan<uint> FlagsOfRow(int x, int y, int length) => quality is null ? [] : quality.AsSpan((y * Width) + x, length);

    /// <summary>The flags of a pixel.</summary>
    public uint FlagsAt(int x, int y) => quality is null ? 0 : quality[(y * Width) + x];

    void Multiply(Span<double> values, int x, int y, PixelType type)
    {
        Span<double> areas = values.Length <= 256 ? stackalloc double[values.Length] : new double[values.Length];
        area!.Read(x, y, areas);
        if (mode == NumberMode.Double)
        {
            for (var i = 0; i < values.Length; i++) values[i] *= areas[i] / divisor;
            return;
        }

        if (divisor != 1)
        {
            for (var i = 0; i < areas.Length; i++) areas[i] = Rounded(areas[i] / divisor, area.Type);
        }

        for (var i = 0; i < values.Length; i++) values[i] = Rounded(values[i] * areas[i], type);
    }

    // Products of two floats or halves are exact in double, so that one rounding gives what the type itself would;
    // half-precision arrays are multiplied in single precision first.
    double Rounded(double value, PixelType type) => mode == NumberMode.Double ? value : type switch
    {
        PixelType.Half => (double)(Half)(float)value,
        PixelType.Single => (float)value,
        _ => value,
    };
}

namespace Nocturne.Core.Imaging;

/// <summary>A rectangular image of <c>float</c> pixels, stored row by row, that owns or borrows its array.</summary>
public sealed class Image
{
    readonly float[] pixels;

    /// <summary>An image of zeros.</summary>
    public Image(int width, int height)
        : this(width, height, new float[checked(width * height)])
    {
    }

    /// <summary>An image on an existing array, which may be longer than needed (a pooled buffer).</summary>
    /// <exception cref="ArgumentException">The array is shorter than width × height, or a side is negative.</exception>
    public Image(int width, int height, float[] pixels)
    {
        _ = new ImageView(pixels, width, height);
        this.pixels = pixels;
        Width = width;
        Height = height;
    }

    public int Width { get; }

    public int Height { get; }

    public Span<float> Pixels => pixels.AsSpan(0, Width * Height);

    public ImageView View => new(pixels, Width, Height);

    public float this[int x, int y]
    {
        get => pixels[(y * Width) + x];
        set => pixels[(y * Width) + x] = value;
    }

    public Span<float> Row(int y) => pixels.AsSpan(y * Width, Width);
}

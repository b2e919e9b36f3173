namespace Nocturne.Core.Imaging;

/// <summary>A read-only look at a rectangular image of <c>float</c> pixels, stored row by row: what kernels take.</summary>
/// <remarks>The centre of pixel (i, j) is at x = i, y = j, counted from zero; x runs along the row.</remarks>
public readonly ref struct ImageView
{
    /// <param name="pixels">At least width × height pixels, row by row; what lies behind them is not looked at.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Number of rows.</param>
    /// <exception cref="ArgumentException">The span is shorter than width × height, or a side is negative.</exception>
    public ImageView(ReadOnlySpan<float> pixels, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        if (pixels.Length < (long)width * height)
            throw new ArgumentException($"An image of {width} x {height} needs {(long)width * height} pixels but got {pixels.Length}.", nameof(pixels));
        Pixels = pixels[..(width * height)];
        Width = width;
        Height = height;
    }

    public ReadOnlySpan<float> Pixels { get; }

    public int Width { get; }

    public int Height { get; }

    public float this[int x, int y] => Pixels[(y * Width) + x];

    public ReadOnlySpan<float> Row(int y) => Pixels.Slice(y * Width, Width);

    public bool Contains(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height;
}

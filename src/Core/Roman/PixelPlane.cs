using Nocturne.Core.Asdf;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.Roman;

/// <summary>An image in the number type of its file; pieces of it are read as doubles. Immutable, safe to share.</summary>
public sealed class PixelPlane : IPixelField
{
    readonly Half[] halves = [];
    readonly float[] singles = [];
    readonly double[] doubles = [];

    /// <param name="pixels">The pixels row by row; they are not copied.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Number of rows.</param>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public PixelPlane(Half[] pixels, int width, int height)
        : this(PixelType.Half, pixels.Length, width, height) => halves = pixels;

    /// <inheritdoc cref="PixelPlane(Half[], int, int)"/>
    public PixelPlane(float[] pixels, int width, int height)
        : this(PixelType.Single, pixels.Length, width, height) => singles = pixels;

    /// <inheritdoc cref="PixelPlane(Half[], int, int)"/>
    public PixelPlane(double[] pixels, int width, int height)
        : this(PixelType.Double, pixels.Length, width, height) => doubles = pixels;

    PixelPlane(PixelType type, int length, int width, int height)
    {
        if (length != (long)width * height) throw new ArgumentException($"An image of {width} x {height} needs {(long)width * height} pixels but got {length}.");
        Type = type;
        Width = width;
        Height = height;
    }

    public PixelType Type { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Takes a two-dimensional array from an ASDF file.</summary>
    /// <exception cref="AsdfException">The array cannot be decoded, or holds no real numbers.</exception>
    /// <exception cref="ArgumentException">The array is not two-dimensional.</exception>
    public static PixelPlane From(AsdfArray array)
    {
        if (array.Shape.Count != 2) throw new ArgumentException($"The array has {array.Shape.Count} axes where two belong.", nameof(array));
        var (height, width) = (array.Shape[0], array.Shape[1]);
        return array.DataType switch
        {
            AsdfDataType.Float16 => new(array.Read<Half>(), width, height),
            AsdfDataType.Float64 or AsdfDataType.Int32 or AsdfDataType.UInt32 or AsdfDataType.Int64 or AsdfDataType.UInt64 => new(array.ToDoubles(), width, height),
            _ => new(array.ToSingles(), width, height),
        };
    }

    /// <inheritdoc/>
    public void Read(int x, int y, Span<double> values)
    {
        var start = (y * Width) + x;
        switch (Type)
        {
            case PixelType.Half:
                var half = halves.AsSpan(start, values.Length);
                for (var i = 0; i < half.Length; i++) values[i] = (double)half[i];
                break;
            case PixelType.Single:
                var single = singles.AsSpan(start, values.Length);
                for (var i = 0; i < single.Length; i++) values[i] = single[i];
                break;
            default:
                doubles.AsSpan(start, values.Length).CopyTo(values);
                break;
        }
    }

    /// <summary>The pixels of a rectangle.</summary>
    /// <exception cref="ArgumentException">It does not lie in the image.</exception>
    public PixelPlane Crop(PixelBox box)
    {
        if (!box.IsWithin(Width, Height)) throw new ArgumentException("The rectangle does not lie in the image.", nameof(box));
        return Type switch
        {
            PixelType.Half => new(Cropped(halves, box), box.Width, box.Height),
            PixelType.Single => new(Cropped(singles, box), box.Width, box.Height),
            _ => new(Cropped(doubles, box), box.Width, box.Height),
        };
    }

    T[] Cropped<T>(T[] pixels, PixelBox box)
    {
        var part = new T[box.Width * box.Height];
        for (var y = 0; y < box.Height; y++) pixels.AsSpan(((box.Y + y) * Width) + box.X, box.Width).CopyTo(part.AsSpan(y * box.Width));
        return part;
    }
}

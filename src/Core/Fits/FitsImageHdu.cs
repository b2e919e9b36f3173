using Nocturne.Core.Imaging;

namespace Nocturne.Core.Fits;

/// <summary>An image, plain or tile-compressed; three axes are a sequence of planes, more axes too (in the order of the file).</summary>
public sealed class FitsImageHdu : FitsHdu
{
    readonly PixelReader pixels;

    internal FitsImageHdu(FitsHeader header, int bitPix, IReadOnlyList<long> axes, bool isCompressed, PixelReader pixels, HduData data)
        : base(header, data)
    {
        this.pixels = pixels;
        BitPix = bitPix;
        Axes = axes;
        IsCompressed = isCompressed;
        Width = Side(0);
        Height = axes.Count == 1 ? 1 : Side(1);
        var planes = axes.Count == 0 ? 0L : 1L;
        foreach (var axis in axes.Skip(2))
            planes = axis == 0 || planes <= int.MaxValue / axis ? planes * axis
                : throw data.Place.Unsupported("an image of more than 2,147,483,647 planes is not supported.");
        PlaneCount = (int)planes;
        if ((long)Width * Height > Array.MaxLength)
            throw data.Place.Unsupported($"a plane of {Width:N0} x {Height:N0} pixels is too large to be read.");
    }

    /// <summary>Pixels in a row (NAXIS1); 0 if there is no image.</summary>
    public int Width { get; }

    /// <summary>Rows (NAXIS2); 1 for an image of one axis.</summary>
    public int Height { get; }

    /// <summary>Planes: NAXIS3, or the product of all further axes; 1 for an image of two axes.</summary>
    public int PlaneCount { get; }

    /// <summary>Lengths of all axes as in the header, NAXIS1 first.</summary>
    public IReadOnlyList<long> Axes { get; }

    /// <summary>How pixels are stored: 8, 16, 32, 64 bits of integer, or -32, -64 of floating point (ZBITPIX of a compressed image).</summary>
    public int BitPix { get; }

    /// <summary>True if the image is stored in tiles of a binary table (.fz).</summary>
    public bool IsCompressed { get; }

    /// <inheritdoc/>
    public override void CheckWhole()
    {
        base.CheckWhole();
        pixels.CheckWhole();
    }

    /// <summary>Reads one plane, row by row; BSCALE and BZERO are applied, BLANK and undefined pixels are NaN.</summary>
    /// <param name="plane">Plane, from 0.</param>
    /// <param name="destination">At least width × height long.</param>
    /// <remarks>Width and height come from the header, which may lie: call <see cref="CheckWhole"/> before allocating, or use <see
    /// cref="ReadImage"/>.</remarks>
    /// <exception cref="FitsException">Pixels are missing, damaged, or stored in a way that is not supported.</exception>
    public void ReadPlane(int plane, Span<float> destination) =>
        pixels.ReadPlane(Checked(plane, destination.Length), destination[..(Width * Height)]);

    /// <inheritdoc cref="ReadPlane(int, Span{float})"/>
    public void ReadPlane(int plane, Span<double> destination) =>
        pixels.ReadPlane(Checked(plane, destination.Length), destination[..(Width * Height)]);

    /// <summary>Reads one plane into an image of its own, after making sure that the pixels are there.</summary>
    /// <exception cref="FitsException">Pixels are missing, damaged, or stored in a way that is not supported.</exception>
    public Image ReadImage(int plane = 0)
    {
        CheckWhole();
        var image = new Image(Width, Height);
        ReadPlane(plane, image.Pixels);
        return image;
    }

    int Checked(int plane, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plane);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(plane, PlaneCount);
        return length >= (long)Width * Height ? plane
            : throw new ArgumentException($"A plane has {(long)Width * Height:N0} pixels; there is room for {length:N0}.");
    }

    int Side(int axis) => axis >= Axes.Count ? 0
        : Axes[axis] <= int.MaxValue ? (int)Axes[axis]
            : throw Data.Place.Unsupported($"an image with a side of {Axes[axis]:N0} pixels is not supported.");
}

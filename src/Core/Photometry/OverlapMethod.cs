namespace Nocturne.Core.Photometry;

/// <summary>How much a pixel on the rim of an aperture counts.</summary>
public readonly record struct OverlapMethod
{
    OverlapMethod(int subpixels) => Subpixels = subpixels;

    /// <summary>The analytic area of the pixel inside the aperture.</summary>
    public static OverlapMethod Exact => new(0);

    /// <summary>All of the pixel where its centre lies strictly inside, nothing elsewhere.</summary>
    public static OverlapMethod Center => new(1);

    /// <summary>Cells along a side of the pixel; zero stands for the analytic area.</summary>
    public int Subpixels { get; }

    /// <summary>The share of n × n cells whose centres lie strictly inside.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is not positive.</exception>
    public static OverlapMethod Subpixel(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        return new OverlapMethod(n);
    }
}

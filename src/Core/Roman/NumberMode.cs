namespace Nocturne.Core.Roman;

/// <summary>In which numbers the products of image and area, and the squares of errors, are formed.</summary>
public enum NumberMode
{
    /// <summary>In double precision throughout.</summary>
    Double,

    /// <summary>Rounded to the type of the array, as in-place products in NumPy are. The published notebooks do that: sums differ by 3e-8, errors stored as float16 by up to 3e-4.</summary>
    ArrayType,
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Turns unpacked integers into physical values.</summary>
static class StoredIntegers
{
    /// <param name="stored">Integers.</param>
    /// <param name="bitPix">The type they had before they were packed; says how large they can be.</param>
    /// <param name="scaling">What to do with them.</param>
    /// <param name="values">As many values.</param>
    public static void Scale<T>(ReadOnlySpan<int> stored, int bitPix, PixelScaling scaling, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var isSimple = scaling.IsIdentity || (bitPix <= 16 && scaling.IsExactOffset);
        if (typeof(T) == typeof(float) && isSimple)
        {
            Offset(stored, (float)scaling.Zero, MemoryMarshal.Cast<T, float>(values));
        }
        else
        {
            for (var i = 0; i < values.Length; i++) values[i] = T.CreateTruncating(scaling.Zero + (scaling.Scale * stored[i]));
        }

        if (scaling.Blank is not { } blank) return;
        for (var i = 0; i < values.Length; i++)
        {
            if (stored[i] == blank) values[i] = T.NaN;
        }
    }

    static void Offset(ReadOnlySpan<int> stored, float zero, Span<float> values)
    {
        var offset = new Vector<float>(zero);
        var i = 0;
        for (; i <= values.Length - Vector<int>.Count; i += Vector<int>.Count)
            (Vector.ConvertToSingle(new Vector<int>(stored[i..])) + offset).CopyTo(values[i..]);
        for (; i < values.Length; i++) values[i] = stored[i] + zero;
    }
}

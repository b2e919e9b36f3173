using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Detection;

/// <summary>Arithmetic on whole rows.</summary>
static class RowArithmetic
{
    public static void Scale(Span<float> row, float factor)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        foreach (ref var v in vectors) v *= factor;
        foreach (ref var v in row[(vectors.Length * Vector<float>.Count)..]) v *= factor;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nocturne.Core.Background;

/// <summary>Writes the chosen values of a vector side by side, without asking for each of them.</summary>
static class Compaction
{
    /// <summary>For each pattern of eight bits the places of those that are set, and then anything.</summary>
    static readonly Vector256<int>[] Orders = [.. Enumerable.Range(0, 256).Select(Order)];

    /// <summary>Writes those values whose bit is set, in their order.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bits">A bit for each of them.</param>
    /// <param name="destination">Takes the chosen values; has room for a whole vector, and what comes behind the chosen ones is overwritten.</param>
    /// <returns>How many were chosen.</returns>
    public static int Put(Vector256<float> values, uint bits, ref float destination)
    {
        if (Avx2.IsSupported)
        {
            Avx2.PermuteVar8x32(values, Orders[(byte)bits]).StoreUnsafe(ref destination);
            return BitOperations.PopCount(bits);
        }
        var count = 0;
        var room = MemoryMarshal.CreateSpan(ref destination, Vector256<float>.Count);
        for (; bits != 0; bits &= bits - 1) room[count++] = values[BitOperations.TrailingZeroCount(bits)];
        return count;
    }

    static Vector256<int> Order(int bits)
    {
        Span<int> places = stackalloc int[8];
        var count = 0;
        for (var place = 0; place < 8; place++)
        {
            if ((bits & (1 << place)) != 0) places[count++] = place;
        }
        return Vector256.Create<int>(places);
    }
}

namespace Nocturne.Core.Background;

/// <summary>Values by rank, without sorting all of them (Hoare's quickselect with a median-of-three pivot).</summary>
static class Selection
{
    /// <summary>
    /// The value of the given rank, counted from zero. Reorders: smaller or equal values end up before it, larger or equal ones behind.
    /// </summary>
    public static T Smallest<T>(Span<T> values, int rank)
        where T : struct, System.Numerics.INumber<T>
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = MedianOfThree(values[low], values[(low + high) >>> 1], values[high]);
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }
            if (rank <= j) high = j;
            else if (rank >= i) low = i;
            else break;
        }
        return values[rank];
    }

    /// <summary>Median; the mean of the middle two for an even count. Reorders the values.</summary>
    public static double Median(Span<double> values)
    {
        if (values.IsEmpty) return double.NaN;
        var rank = (values.Length - 1) / 2;
        var lower = Smallest(values, rank);
        if (values.Length % 2 == 1) return lower;
        var upper = values[rank + 1];
        foreach (var value in values[(rank + 1)..]) upper = Math.Min(upper, value);
        return (lower + upper) / 2;
    }

    static T MedianOfThree<T>(T a, T b, T c)
        where T : struct, System.Numerics.INumber<T> => T.Max(T.Min(a, b), T.Min(T.Max(a, b), c));
}

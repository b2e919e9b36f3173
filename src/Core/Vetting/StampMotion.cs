namespace Nocturne.Core.Vetting;

/// <summary>How a star wanders over its stamps from cadence to cadence, where they say so.</summary>
sealed class StampMotion
{
    /// <summary>Offsets smaller than this are not followed [pixels].</summary>
    const double SmallestOffset = 0.05;

    /// <summary>A star that moves farther than this is not followed: the stamp should have been cut elsewhere [pixels].</summary>
    const double LargestFollowed = 2;

    readonly double[] columns;
    readonly double[] rows;

    StampMotion(double[] columns, double[] rows)
    {
        (this.columns, this.rows) = (columns, rows);
        foreach (var offset in columns.Concat(rows)) Largest = Math.Max(Largest, Math.Abs(offset));
    }

    /// <summary>The largest offset along either axis [pixels].</summary>
    public double Largest { get; }

    /// <summary>Whether it is worth while, and possible, to follow the star.</summary>
    public bool IsToBeFollowed => Largest is > SmallestOffset and < LargestFollowed;

    /// <summary>What the light of a pixel follows, to second order in the star's place.</summary>
    public IReadOnlyList<IReadOnlyList<double[]>> Trends =>
        [[columns, rows], [Product(columns, columns), Product(columns, rows), Product(rows, rows)]];

    public static StampMotion Of(TargetPixels pixels) =>
        pixels.ColumnOffsets.IsEmpty || pixels.RowOffsets.IsEmpty ? new([], []) : new(Known(pixels.ColumnOffsets), Known(pixels.RowOffsets));

    /// <summary>Where the star stands in a cadence, from its usual place [pixels].</summary>
    public (double Column, double Row) At(int cadence) => (columns[cadence], rows[cadence]);

    /// <summary>An offset that is not known is none.</summary>
    static double[] Known(ReadOnlySpan<float> offsets)
    {
        var known = new double[offsets.Length];
        for (var i = 0; i < known.Length; i++) known[i] = float.IsFinite(offsets[i]) ? offsets[i] : 0;
        return known;
    }

    static double[] Product(double[] a, double[] b)
    {
        var product = new double[a.Length];
        for (var i = 0; i < product.Length; i++) product[i] = a[i] * b[i];
        return product;
    }
}

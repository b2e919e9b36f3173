namespace Nocturne.Core.Vetting;

/// <summary>The least-squares plane a·row + b·column + c through pixels of a stamp.</summary>
static class StampPlane
{
    /// <summary>Its slopes; 0 along an axis on which the pixels do not spread.</summary>
    /// <param name="image">Row by row; what is not finite is left out.</param>
    /// <param name="columns">Pixels in a row.</param>
    /// <param name="excluded">Pixels to leave out, or empty.</param>
    public static (double AlongRows, double AlongColumns) Fit(ReadOnlySpan<double> image, int columns, ReadOnlySpan<bool> excluded)
    {
        var (_, _, _, slopeRows, slopeColumns, _) = Solve(image, columns, excluded);
        return (slopeRows, slopeColumns);
    }

    /// <summary>The slopes of the plane with the least a² + b² + c²: where all pixels lie on one line, part of the constant stands as a slope across it,
    /// as the reference has it.</summary>
    /// <param name="image">Row by row; what is not finite is left out.</param>
    /// <param name="columns">Pixels in a row.</param>
    public static (double AlongRows, double AlongColumns) LeastNorm(ReadOnlySpan<double> image, int columns)
    {
        var (meanRow, meanColumn, mean, a, b, across) = Solve(image, columns, []);
        if (across is not { } normal) return (a, b);
        // On the line n·p = k, and so a slope s across it stands for a constant of s·k: the least s² + (c − s·k)² has s = c·k/(1 + k²).
        var constant = mean - (a * meanRow) - (b * meanColumn);
        var distance = (normal.Row * meanRow) + (normal.Column * meanColumn);
        var slope = constant * distance / (1 + (distance * distance));
        return (a + (slope * normal.Row), b + (slope * normal.Column));
    }

    /// <summary>Mean place and value, slopes, and the direction across the line where all pixels lie on one.</summary>
    static (double MeanRow, double MeanColumn, double Mean, double AlongRows, double AlongColumns, (double Row, double Column)? Across) Solve(
        ReadOnlySpan<double> image, int columns, ReadOnlySpan<bool> excluded)
    {
        double count = 0, meanRow = 0, meanColumn = 0, mean = 0;
        for (var i = 0; i < image.Length; i++)
        {
            if (!IsUsed(image, excluded, i)) continue;
            count++;
            meanRow += i / columns;
            meanColumn += i % columns;
            mean += image[i];
        }

        if (count < 3) return (0, 0, 0, 0, 0, null);
        (meanRow, meanColumn, mean) = (meanRow / count, meanColumn / count, mean / count);
        double rr = 0, rc = 0, cc = 0, rv = 0, cv = 0;
        for (var i = 0; i < image.Length; i++)
        {
            if (!IsUsed(image, excluded, i)) continue;
            double r = (i / columns) - meanRow, c = (i % columns) - meanColumn, v = image[i] - mean;
            rr += r * r;
            rc += r * c;
            cc += c * c;
            rv += r * v;
            cv += c * v;
        }

        var determinant = (rr * cc) - (rc * rc);
        if (determinant > 1e-12 * rr * cc) return (meanRow, meanColumn, mean, ((cc * rv) - (rc * cv)) / determinant, ((rr * cv) - (rc * rv)) / determinant, null);
        // All points lie along one direction u, whose squared components are rr/spread and cc/spread.
        var spread = rr + cc;
        var (ur, uc) = (Math.Sqrt(rr / spread), Math.CopySign(Math.Sqrt(cc / spread), rc));
        var along = ((ur * rv) + (uc * cv)) / spread;
        return (meanRow, meanColumn, mean, along * ur, along * uc, (-uc, ur));
    }

    static bool IsUsed(ReadOnlySpan<double> image, ReadOnlySpan<bool> excluded, int i) => double.IsFinite(image[i]) && (excluded.IsEmpty || !excluded[i]);
}

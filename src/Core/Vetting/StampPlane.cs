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
        double count = 0, meanRow = 0, meanColumn = 0, mean = 0;
        for (var i = 0; i < image.Length; i++)
        {
            if (!IsUsed(image, excluded, i)) continue;
            count++;
            meanRow += i / columns;
            meanColumn += i % columns;
            mean += image[i];
        }

        if (count < 3) return (0, 0);
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

        // Pixels on one line leave the slope across it open: the solution of least norm has none there.
        var determinant = (rr * cc) - (rc * rc);
        if (determinant > 1e-12 * rr * cc) return (((cc * rv) - (rc * cv)) / determinant, ((rr * cv) - (rc * rv)) / determinant);
        var spread = rr + cc;
        return spread > 0 ? LeastNorm(rr, rc, cc, rv, cv, spread) : (0, 0);
    }

    static (double AlongRows, double AlongColumns) LeastNorm(double rr, double rc, double cc, double rv, double cv, double spread)
    {
        // All points lie along one direction u, whose squared components are rr/spread and cc/spread.
        var (ur, uc) = (Math.Sqrt(rr / spread), Math.CopySign(Math.Sqrt(cc / spread), rc));
        var along = ((ur * rv) + (uc * cv)) / spread;
        return (along * ur, along * uc);
    }

    static bool IsUsed(ReadOnlySpan<double> image, ReadOnlySpan<bool> excluded, int i) => double.IsFinite(image[i]) && (excluded.IsEmpty || !excluded[i]);
}

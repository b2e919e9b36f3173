using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Vetting;

/// <summary>The map between the pixels of a stamp and the sky: gnomonic projection (Calabretta and Greisen 2002, A&amp;A 395, 1077, section 5.1.3).</summary>
/// <param name="ReferenceColumn">Column of the tangent point, from zero.</param>
/// <param name="ReferenceRow">Row of the tangent point, from zero.</param>
/// <param name="Tangent">The tangent point.</param>
/// <param name="XX">Degrees towards east per column.</param>
/// <param name="XY">Degrees towards east per row.</param>
/// <param name="YX">Degrees towards north per column.</param>
/// <param name="YY">Degrees towards north per row.</param>
public sealed record TangentPlane(double ReferenceColumn, double ReferenceRow, SkyPosition Tangent, double XX, double XY, double YX, double YY)
{
    /// <summary>The sky at a pixel.</summary>
    public SkyPosition ToSky(double column, double row)
    {
        var (dx, dy) = (column - ReferenceColumn, row - ReferenceRow);
        var xi = double.DegreesToRadians((XX * dx) + (XY * dy));
        var eta = double.DegreesToRadians((YX * dx) + (YY * dy));
        var (sin0, cos0) = Math.SinCos(double.DegreesToRadians(Tangent.DeclinationDegrees));
        var towards = cos0 - (eta * sin0);
        var rightAscension = Tangent.RightAscensionDegrees + double.RadiansToDegrees(Math.Atan2(xi, towards));
        var declination = double.RadiansToDegrees(Math.Atan2(sin0 + (eta * cos0), double.Hypot(xi, towards)));
        return new(((rightAscension % 360) + 360) % 360, declination);
    }

    /// <summary>The pixel of a position, or NaN where it lies on the other half of the sky.</summary>
    public (double Column, double Row) ToPixel(SkyPosition position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var (sin0, cos0) = Math.SinCos(double.DegreesToRadians(Tangent.DeclinationDegrees));
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(position.DeclinationDegrees));
        var (sinRa, cosRa) = Math.SinCos(double.DegreesToRadians(position.RightAscensionDegrees - Tangent.RightAscensionDegrees));
        var toward = (sin * sin0) + (cos * cos0 * cosRa);
        if (!(toward > 0)) return (double.NaN, double.NaN);
        var xi = double.RadiansToDegrees(cos * sinRa / toward);
        var eta = double.RadiansToDegrees(((sin * cos0) - (cos * sin0 * cosRa)) / toward);
        var determinant = (XX * YY) - (XY * YX);
        return (ReferenceColumn + (((YY * xi) - (XY * eta)) / determinant), ReferenceRow + (((XX * eta) - (YX * xi)) / determinant));
    }

    /// <summary>The map that an image header describes, or null if it has none of this kind.</summary>
    public static TangentPlane? FromImage(FitsHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return From(header, axis => ($"CTYPE{axis}", $"CRPIX{axis}", $"CRVAL{axis}", $"CDELT{axis}"), (i, j) => ($"PC{i}_{j}", $"CD{i}_{j}"));
    }

    /// <summary>The map of an array column of a table, or null if there is none of this kind.</summary>
    /// <param name="header">Header of the table.</param>
    /// <param name="column">Number of the column, from 1.</param>
    public static TangentPlane? FromColumn(FitsHeader header, int column)
    {
        ArgumentNullException.ThrowIfNull(header);
        return From(header, axis => ($"{axis}CTYP{column}", $"{axis}CRPX{column}", $"{axis}CRVL{column}", $"{axis}CDLT{column}"), (i, j) => ($"{i}{j}PC{column}", $"{i}{j}CD{column}"));
    }

    /// <summary>Writes the map as cards of an image header.</summary>
    public void Describe(FitsHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        header.Set("WCSAXES", 2).Set("CTYPE1", "RA---TAN").Set("CTYPE2", "DEC--TAN").Set("CUNIT1", "deg").Set("CUNIT2", "deg")
            .Set("CRPIX1", ReferenceColumn + 1).Set("CRPIX2", ReferenceRow + 1)
            .Set("CRVAL1", Tangent.RightAscensionDegrees).Set("CRVAL2", Tangent.DeclinationDegrees)
            .Set("CDELT1", 1.0).Set("CDELT2", 1.0).Set("PC1_1", XX).Set("PC1_2", XY).Set("PC2_1", YX).Set("PC2_2", YY);
    }

    static TangentPlane? From(FitsHeader header, Func<int, (string Type, string Pixel, string Value, string Step)> axis, Func<int, int, (string Turn, string Matrix)> cell)
    {
        var (first, second) = (axis(1), axis(2));
        if (header.GetString(first.Type) != "RA---TAN" || header.GetString(second.Type) != "DEC--TAN") return null;
        if (header.GetDouble(first.Pixel) is not { } column || header.GetDouble(second.Pixel) is not { } row) return null;
        if (header.GetDouble(first.Value) is not { } rightAscension || header.GetDouble(second.Value) is not { } declination) return null;
        var matrix = new double[4];
        for (var i = 0; i < 2; i++)
        {
            var step = header.GetDouble(axis(i + 1).Step) ?? 1;
            for (var j = 0; j < 2; j++)
            {
                var (turn, whole) = cell(i + 1, j + 1);
                matrix[(2 * i) + j] = header.GetDouble(whole) ?? (step * (header.GetDouble(turn) ?? (i == j ? 1 : 0)));
            }
        }

        var determinant = (matrix[0] * matrix[3]) - (matrix[1] * matrix[2]);
        return determinant == 0 || !double.IsFinite(determinant) ? null
            : new(column - 1, row - 1, new(rightAscension, declination), matrix[0], matrix[1], matrix[2], matrix[3]);
    }
}

using Nocturne.Core.Astrometry.Wcs.Transforms;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>Reads the coordinate system of a FITS image: tangent plane (TAN), also with SIP or TPV distortion (Calabretta &amp; Greisen 2002; Shupe et al. 2005).</summary>
/// <remarks>The way back of a distorted system is solved from the forward one; fitted inverse coefficients (AP, BP) are not used.</remarks>
public static class FitsWcsReader
{
    const int MostSipTerms = 9;

    /// <summary>Reads the keywords of one image.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="width">Width of the image; its edges are the bounding box [pixels].</param>
    /// <param name="height">Height of the image [pixels].</param>
    /// <param name="name">File name, for messages.</param>
    /// <exception cref="WcsException">Keywords are missing, or the projection or the frame is not known.</exception>
    public static WorldCoordinates Read(FitsHeader header, int width, int height, string name)
    {
        try
        {
            var (projection, isSwapped) = Projection(header);
            CheckFrame(header);
            WcsTransform chain = new Concatenate(new Shift(1 - Required(header, "CRPIX1")), new Shift(1 - Required(header, "CRPIX2")));
            if (Sip(header) is { } sip) chain = new Compose(chain, sip);
            chain = new Compose(chain, LinearPart(header));
            if (isSwapped) chain = new Compose(chain, new RemapAxes([1, 0], 2));
            if (Tpv(header, projection, isSwapped) is { } tpv) chain = new Compose(chain, tpv);
            var longitude = Required(header, isSwapped ? "CRVAL2" : "CRVAL1");
            var latitude = Required(header, isSwapped ? "CRVAL1" : "CRVAL2");
            var poleLongitude = header.GetDouble("LONPOLE") ?? (latitude >= 90 ? 0 : 180);
            chain = new Compose(new Compose(chain, new Gnomonic(toSky: true)), new NativeRotation(longitude, latitude, poleLongitude, toCelestial: true));
            return new([new("detector", chain), new("icrs", null)], WcsBox.OfImage(width, height), projection);
        }
        catch (WcsException error)
        {
            throw new WcsException($"{name}: the coordinate system {error.Message}.", error);
        }
    }

    static (string Projection, bool IsSwapped) Projection(FitsHeader header)
    {
        var first = header.GetString("CTYPE1")?.Trim() ?? "";
        var second = header.GetString("CTYPE2")?.Trim() ?? "";
        if (first.Length < 8 || second.Length < 8) throw new WcsException("is missing (no CTYPE1 and CTYPE2)");
        var (axis, other, projection) = (first[..4].TrimEnd('-'), second[..4].TrimEnd('-'), first[5..8]);
        if (projection != second[5..8] || projection is not ("TAN" or "TPV")) throw new WcsException($"uses the projections '{first}' and '{second}'; known are TAN, TAN-SIP and TPV");
        return (axis, other) switch
        {
            ("RA", "DEC") => (projection, false),
            ("DEC", "RA") => (projection, true),
            _ => throw new WcsException($"has the axes {axis} and {other} where right ascension and declination belong"),
        };
    }

    static void CheckFrame(FitsHeader header)
    {
        var frame = header.GetString("RADESYS")?.Trim() ?? header.GetString("RADECSYS")?.Trim() ?? "ICRS";
        var equinox = header.GetDouble("EQUINOX") ?? 2000;
        // FK5 at equinox 2000 and the ICRS agree to 0.03 arcsec, less than anyone measures here.
        if (frame is not ("ICRS" or "FK5" or "") || (frame == "FK5" && equinox != 2000)) throw new WcsException($"is in {frame} of equinox {equinox}; known are ICRS and FK5 of 2000");
        foreach (var key in new[] { "CUNIT1", "CUNIT2" })
        {
            if (header.GetString(key)?.Trim() is { } unit and not ("deg" or "degree" or "degrees" or "")) throw new WcsException($"is in {unit} where degrees belong");
        }
    }

    static Affine LinearPart(FitsHeader header)
    {
        if (header.Contains("CD1_1") || header.Contains("CD1_2") || header.Contains("CD2_1") || header.Contains("CD2_2"))
            return Matrix(Given(header, "CD1_1", 0), Given(header, "CD1_2", 0), Given(header, "CD2_1", 0), Given(header, "CD2_2", 0));
        var (xScale, yScale) = (Required(header, "CDELT1"), Required(header, "CDELT2"));
        if (header.GetDouble("CROTA2") is { } rotation && !header.Contains("PC1_1"))
        {
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(rotation));
            return Matrix(xScale * cos, -yScale * sin, xScale * sin, yScale * cos);
        }

        return Matrix(xScale * Given(header, "PC1_1", 1), xScale * Given(header, "PC1_2", 0), yScale * Given(header, "PC2_1", 0), yScale * Given(header, "PC2_2", 1));
    }

    static Affine Matrix(double xx, double xy, double yx, double yy) =>
        (xx * yy) - (xy * yx) is var determinant && determinant != 0 && double.IsFinite(determinant) ? new(xx, xy, yx, yy, 0, 0) : throw new WcsException("flattens the sky (its matrix has no inverse)");

    // u + Σ A_p_q u^p v^q and v + Σ B_p_q u^p v^q.
    static Compose? Sip(FitsHeader header)
    {
        if (!header.Contains("A_ORDER") && !header.Contains("B_ORDER")) return null;
        return new Compose(new RemapAxes([0, 1, 0, 1], 2), new Concatenate(SipPolynomial(header, 'A', 1, 0), SipPolynomial(header, 'B', 0, 1)));
    }

    static Polynomial2D SipPolynomial(FitsHeader header, char axis, int xPower, int yPower)
    {
        var order = header.GetLong(axis + "_ORDER") ?? 0;
        if (order is < 0 or > MostSipTerms) throw new WcsException($"has a SIP distortion of order {order}");
        var size = Math.Max((int)order, 1) + 1;
        var coefficients = new double[size * size];
        for (var p = 0; p <= order; p++)
        {
            for (var q = 0; p + q <= order; q++) coefficients[(p * size) + q] = header.GetDouble($"{axis}_{p}_{q}") ?? 0;
        }

        coefficients[(xPower * size) + yPower] += 1;
        return new(coefficients, size);
    }

    // Some programs write TPV coefficients under the name TAN; the plain tangent plane has none on its latitude axis.
    static TpvPolynomial? Tpv(FitsHeader header, string projection, bool isSwapped)
    {
        var (longitude, latitude) = isSwapped ? (2, 1) : (1, 2);
        if (projection == "TAN" && !Enumerable.Range(0, TpvPolynomial.Terms).Any(term => header.Contains($"PV{latitude}_{term}"))) return null;
        return new(Coefficients(longitude), Coefficients(latitude));

        double[] Coefficients(int axis) => [.. Enumerable.Range(0, TpvPolynomial.Terms).Select(term => header.GetDouble($"PV{axis}_{term}") ?? (term == 1 ? 1 : 0))];
    }

    static double Required(FitsHeader header, string key) => header.GetDouble(key) ?? throw new WcsException($"lacks the keyword {key}");

    static double Given(FitsHeader header, string key, double otherwise) => header.GetDouble(key) ?? otherwise;
}

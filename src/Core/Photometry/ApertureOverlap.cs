namespace Nocturne.Core.Photometry;

/// <summary>How much of each pixel an aperture covers.</summary>
/// <remarks>
/// Exact: the aperture is mapped on the unit circle; the pixel becomes a parallelogram, and the common area is summed edge by edge
/// from the triangles that the centre makes with each edge, cut by the circle. Good to rounding for any shape and place.
/// </remarks>
public static class ApertureOverlap
{
    /// <summary>The area common to a circle round the origin and the unit pixel centred at (dx, dy).</summary>
    public static double Circle(double dx, double dy, double radius, OverlapMethod method) =>
        new Disc(radius, radius, 0).Share(dx, dy, method);

    /// <summary>Shares of a row of pixels that lie in the aperture.</summary>
    /// <param name="aperture">The aperture.</param>
    /// <param name="method">The rule for pixels on the rim.</param>
    /// <param name="x">Column of the first pixel.</param>
    /// <param name="y">Row of the pixels.</param>
    /// <param name="shares">Filled with one number from 0 to 1 per pixel.</param>
    public static void Row(in Aperture aperture, OverlapMethod method, int x, int y, Span<double> shares)
    {
        var outer = new Disc(aperture.SemiMajor, aperture.SemiMinor, aperture.Angle);
        var dy = y - aperture.Y;
        for (var i = 0; i < shares.Length; i++) shares[i] = outer.Share(x + i - aperture.X, dy, method);
        if (!aperture.IsAnnulus) return;
        var inner = new Disc(aperture.InnerSemiMajor, aperture.InnerSemiMinor, aperture.Angle);
        for (var i = 0; i < shares.Length; i++)
        {
            if (shares[i] > 0) shares[i] = Math.Max(0, shares[i] - inner.Share(x + i - aperture.X, dy, method));
        }
    }

    /// <summary>Whether a point at (dx, dy) from the aperture's centre lies strictly inside.</summary>
    public static bool Contains(in Aperture aperture, double dx, double dy) =>
        new Disc(aperture.SemiMajor, aperture.SemiMinor, aperture.Angle).Contains(dx, dy)
        && !(aperture.IsAnnulus && new Disc(aperture.InnerSemiMajor, aperture.InnerSemiMinor, aperture.Angle).Contains(dx, dy));

    /// <summary>An ellipse round the origin.</summary>
    readonly struct Disc
    {
        readonly double major;
        readonly double minor;
        readonly double sin;
        readonly double cos;

        /// <summary>The largest distance that half a pixel's diagonal becomes on the unit circle.</summary>
        readonly double reach;

        public Disc(double major, double minor, double angle)
        {
            this.major = major;
            this.minor = minor;
            (sin, cos) = major == minor ? (0, 1) : Math.SinCos(angle);
            reach = Math.Sqrt(0.5) / Math.Min(major, minor);
        }

        public bool Contains(double dx, double dy)
        {
            if (major == minor) return (dx * dx) + (dy * dy) < major * major;
            var u = ((dx * cos) + (dy * sin)) / major;
            var v = ((dy * cos) - (dx * sin)) / minor;
            return (u * u) + (v * v) < 1;
        }

        public double Share(double dx, double dy, OverlapMethod method)
        {
            if (method.Subpixels == 1) return Contains(dx, dy) ? 1 : 0;
            var u = ((dx * cos) + (dy * sin)) / major;
            var v = ((dy * cos) - (dx * sin)) / minor;
            var distance = Math.Sqrt((u * u) + (v * v));
            if (distance - reach >= 1) return 0;
            if (distance + reach < 1) return 1;
            return method.Subpixels == 0 ? ExactShare(u, v) : CountCells(dx, dy, method.Subpixels);
        }

        double CountCells(double dx, double dy, int n)
        {
            var inside = 0;
            for (var j = 0; j < n; j++)
            {
                var y = dy + (((j + 0.5) / n) - 0.5);
                for (var i = 0; i < n; i++)
                {
                    if (Contains(dx + (((i + 0.5) / n) - 0.5), y)) inside++;
                }
            }

            return inside / (double)(n * n);
        }

        double ExactShare(double u, double v)
        {
            // Half steps of the pixel's sides on the unit circle.
            double xu = 0.5 * cos / major, xv = -0.5 * sin / minor;
            double yu = 0.5 * sin / major, yv = 0.5 * cos / minor;
            double u0 = u - xu - yu, v0 = v - xv - yv;
            double u1 = u + xu - yu, v1 = v + xv - yv;
            double u2 = u + xu + yu, v2 = v + xv + yv;
            double u3 = u - xu + yu, v3 = v - xv + yv;
            var area = SectorArea(u0, v0, u1, v1) + SectorArea(u1, v1, u2, v2) + SectorArea(u2, v2, u3, v3) + SectorArea(u3, v3, u0, v0);
            return Math.Clamp(area * major * minor, 0, 1);
        }

        /// <summary>Signed area that the unit circle has in common with the triangle of its centre, p and q.</summary>
        static double SectorArea(double pu, double pv, double qu, double qv)
        {
            double du = qu - pu, dv = qv - pv;
            var a = (du * du) + (dv * dv);
            var b = (pu * du) + (pv * dv);
            var c = (pu * pu) + (pv * pv) - 1;
            var discriminant = (b * b) - (a * c);
            if (discriminant <= 0) return 0.5 * AngleBetween(pu, pv, qu, qv);
            var root = Math.Sqrt(discriminant);
            var enter = (-b - root) / a;
            var leave = (-b + root) / a;
            if (leave <= 0 || enter >= 1) return 0.5 * AngleBetween(pu, pv, qu, qv);
            double area = 0;
            if (enter > 0)
            {
                double eu = pu + (enter * du), ev = pv + (enter * dv);
                area += AngleBetween(pu, pv, eu, ev);
                (pu, pv) = (eu, ev);
            }

            if (leave < 1)
            {
                double lu = qu - ((1 - leave) * du), lv = qv - ((1 - leave) * dv);
                area += AngleBetween(lu, lv, qu, qv);
                (qu, qv) = (lu, lv);
            }

            return 0.5 * (area + (pu * qv) - (pv * qu));
        }

        static double AngleBetween(double pu, double pv, double qu, double qv) => Math.Atan2((pu * qv) - (pv * qu), (pu * qu) + (pv * qv));
    }
}

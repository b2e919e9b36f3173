namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>The linear map that brings a polynomial's domain to its window; the default does nothing.</summary>
public readonly record struct Interval
{
    readonly double scale;
    readonly double offset;
    readonly bool isSet;

    /// <summary>w0 + (x − d0) (w1 − w0) / (d1 − d0).</summary>
    public Interval(double domainLow, double domainHigh, double windowLow = -1, double windowHigh = 1)
    {
        scale = (windowHigh - windowLow) / (domainHigh - domainLow);
        offset = windowLow - (domainLow * scale);
        isSet = scale != 1 || offset != 0;
    }

    public double Map(double x) => isSet ? (x * scale) + offset : x;
}

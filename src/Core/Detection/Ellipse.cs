namespace Nocturne.Core.Detection;

/// <summary>The ellipse that has given second moments.</summary>
static class Ellipse
{
    /// <returns>Standard deviations along the axes [pixels] and the angle of the major axis from +x towards +y [radians].</returns>
    public static (double Major, double Minor, double Angle) FromMoments(double xx, double yy, double xy)
    {
        var mean = (xx + yy) / 2;
        var half = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy));
        return (Math.Sqrt(mean + half), Math.Sqrt(Math.Max(0, mean - half)), 0.5 * Math.Atan2(2 * xy, xx - yy));
    }
}

namespace Nocturne.Core.LightCurves;

/// <summary>Light of a target over that of its comparison stars, frame by frame.</summary>
/// <param name="Flux">Ratio; NaN where there is no target or no comparison.</param>
/// <param name="Error">Its standard deviation, the noise of the comparisons included.</param>
public sealed record RelativeCurve(double[] Flux, double[] Error)
{
    /// <summary>The same curve in other units.</summary>
    public RelativeCurve Over(double unit) => new(Array.ConvertAll(Flux, flux => flux / unit), Array.ConvertAll(Error, error => error / Math.Abs(unit)));
}

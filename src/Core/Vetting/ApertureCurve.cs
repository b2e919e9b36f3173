namespace Nocturne.Core.Vetting;

/// <summary>What a plot of depth against radius needs.</summary>
/// <param name="Radii">Radii of Nocturne's own apertures [pixels]; empty if there are none.</param>
/// <param name="DepthsPpm">Their depths [ppm].</param>
/// <param name="ErrorsPpm">Their standard errors [ppm].</param>
/// <param name="ReferenceRadii">Radii of the reference form [pixels].</param>
/// <param name="ReferenceDepthsPpm">Their depths [ppm]; they have no errors.</param>
/// <param name="Hosts">For each star that is named, the depths to be expected if it were the host, at <paramref name="Radii"/>.</param>
/// <param name="Lowest">Where the axis of depths begins [ppm]; below zero.</param>
/// <param name="Highest">Where it ends [ppm].</param>
public sealed record ApertureCurve(
    IReadOnlyList<double> Radii, IReadOnlyList<double> DepthsPpm, IReadOnlyList<double> ErrorsPpm,
    IReadOnlyList<double> ReferenceRadii, IReadOnlyList<double> ReferenceDepthsPpm, IReadOnlyList<HostHypothesis> Hosts, double Lowest, double Highest)
{
    /// <summary>The plot of a result.</summary>
    public static ApertureCurve From(ApertureDependenceDetail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        var own = detail.Refined;
        double[] reference = [.. detail.Reference.Depths.Select(depth => depth.DepthPpm)];
        IEnumerable<double> all = own is null ? reference
            : [.. reference, .. own.DepthsPpm.Zip(own.ErrorsPpm, (depth, error) => depth - error), .. own.DepthsPpm.Zip(own.ErrorsPpm, (depth, error) => depth + error)];
        double[] finite = [0, .. all.Where(double.IsFinite)];
        var (least, most) = (finite.Min(), finite.Max());
        var margin = 0.08 * Math.Max(most - least, 1);
        return new(
            own?.Radii ?? [], own?.DepthsPpm ?? [], own?.ErrorsPpm ?? [], [.. detail.Reference.Depths.Select(depth => depth.Radius)], reference,
            own?.Hosts ?? [], least - margin, most + margin);
    }
}

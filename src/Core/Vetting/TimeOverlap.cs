namespace Nocturne.Core.Vetting;

/// <summary>Whether the light curve in which a candidate was found and its stamps are of the same time.</summary>
/// <param name="LightCurveFirst">First time of the light curve [BTJD]; null, like all others, if a side has no time.</param>
/// <param name="LightCurveLast">Last time of the light curve [BTJD].</param>
/// <param name="StampsFirst">First time of the stamps [BTJD].</param>
/// <param name="StampsLast">Last time of the stamps [BTJD].</param>
/// <param name="OverlapDays">Time that both cover [d].</param>
/// <param name="OverlapOfUnion">The same as a share of the time that either covers; 1 if that is none.</param>
/// <param name="StampsWithin">Share of the stamps within the range of the light curve.</param>
public sealed record TimeOverlap(
    double? LightCurveFirst, double? LightCurveLast, double? StampsFirst, double? StampsLast, double? OverlapDays, double? OverlapOfUnion, double? StampsWithin)
{
    /// <summary>The flag, or null.</summary>
    public string? Flag => OverlapDays is null ? "LC_TPF_TIME_INVALID" : OverlapDays == 0 ? "LC_TPF_TIME_DISJOINT" : null;

    /// <summary>The remark that belongs to the flag, or null.</summary>
    public VettingNote? Note => Flag switch
    {
        "LC_TPF_TIME_INVALID" => new("lc_or_tpf_time_invalid", "The light curve or the stamps have no finite time: whether they belong together is not known."),
        "LC_TPF_TIME_DISJOINT" => new("lc_and_tpf_times_disjoint", "The light curve and the stamps are of different times: check that they are of the same sector."),
        _ => null,
    };

    /// <summary>Compares the finite times.</summary>
    public static TimeOverlap Between(ReadOnlySpan<double> lightCurve, ReadOnlySpan<double> stamps)
    {
        var (lightFirst, lightLast, lightCount) = Range(lightCurve);
        var (first, last, count) = Range(stamps);
        if (lightCount == 0 || count == 0) return new(null, null, null, null, null, null, null);
        var overlap = Math.Max(0, Math.Min(lightLast, last) - Math.Max(lightFirst, first));
        var union = Math.Max(lightLast, last) - Math.Min(lightFirst, first);
        var within = 0;
        foreach (var time in stamps)
        {
            if (double.IsFinite(time) && time >= lightFirst && time <= lightLast) within++;
        }

        return new(lightFirst, lightLast, first, last, overlap, union > 0 ? overlap / union : 1, (double)within / count);
    }

    static (double First, double Last, int Count) Range(ReadOnlySpan<double> times)
    {
        var (first, last, count) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        foreach (var time in times)
        {
            if (!double.IsFinite(time)) continue;
            first = Math.Min(first, time);
            last = Math.Max(last, time);
            count++;
        }

        return (first, last, count);
    }
}

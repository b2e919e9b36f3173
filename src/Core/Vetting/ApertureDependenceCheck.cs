namespace Nocturne.Core.Vetting;

/// <summary>V10: does the depth depend on the aperture? The reference form and Nocturne's own, side by side.</summary>
/// <param name="options">Of the reference form.</param>
/// <param name="refined">Of Nocturne's own form; null leaves it out.</param>
public sealed class ApertureDependenceCheck(ApertureDependenceOptions options, RefinedApertureOptions? refined) : IVettingCheck
{
    /// <summary>The check with its default options.</summary>
    public ApertureDependenceCheck()
        : this(new(), new())
    {
    }

    public string Id => "V10";

    public string Name => "aperture_dependence";

    public VettingResult Run(VettingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Pixels is not { } pixels) return VettingResult.Without(this, VettingShortfall.NoPixels);
        var shortfall = ApertureDependence.Measure(pixels, input.Ephemeris, options, out var numbers);
        if (numbers is null) return VettingResult.Without(this, shortfall);

        var overlap = TimeOverlap.Between(input.LightCurveTimes is null ? pixels.Times : [.. input.LightCurveTimes], pixels.Times);
        var notes = new List<VettingNote>();
        if (overlap.Note is { } note) notes.Add(note);
        if (numbers.Groups.Count(group => !group.IsUsed) is > 0 and var unused)
            notes.Add(new("transits_without_baseline", $"{unused} of {numbers.Groups.Count} dips have fewer than 5 cadences of baseline within half a day; the mean depth is without them."));
        VettingNote? reason = null;
        var own = refined is null ? null : RefinedAperture.Measure(pixels.WithoutSaturated(), input.Ephemeris, input.Scene, refined, out reason);
        if (reason is not null) notes.Add(reason);
        if (input.IsProvisional) (numbers, own) = Provisional(pixels, input.Ephemeris, numbers, own);
        return new()
        {
            Id = Id,
            Name = Name,
            Status = VettingStatus.Ok,
            Confidence = numbers.Confidence,
            Metrics = Metrics(numbers, overlap),
            Flags = overlap.Flag is { } flag ? [.. numbers.Flags, flag] : numbers.Flags,
            Refined = own is null ? new OrderedDictionary<string, MetricValue>() : Refined(own),
            RefinedFlags = own?.Flags ?? [],
            Notes = notes,
            Detail = new ApertureDependenceDetail(numbers, own),
        };
    }

    /// <summary>Marks the dips that may still change, each form by the window of its own baselines.</summary>
    static (ApertureDependenceNumbers Numbers, RefinedApertureNumbers? Own) Provisional(
        TargetPixels pixels, TransitEphemeris ephemeris, ApertureDependenceNumbers numbers, RefinedApertureNumbers? own)
    {
        var last = double.NegativeInfinity;
        foreach (var time in pixels.Times) last = double.IsFinite(time) ? Math.Max(last, time) : last;
        return (
            numbers with { Groups = [.. numbers.Groups.Select(group => group with { IsProvisional = !(last > group.MidTime + ApertureDependence.BaselineWindowDays) })] },
            own is null ? null : own with
            {
                Transits = [.. own.Transits.Select(transit => transit with { IsProvisional = !(last > transit.MidTime + (own.Options.Windows.BaselineTo * ephemeris.DurationDays)) })],
            });
    }

    public IReadOnlyDictionary<string, MetricValue> Summarise(IReadOnlyList<VettingResult> sectors)
    {
        ArgumentNullException.ThrowIfNull(sectors);
        var good = sectors.Where(sector => sector.Status == VettingStatus.Ok).ToArray();
        var made = new OrderedDictionary<string, MetricValue> { ["n_sectors"] = sectors.Count, ["n_sectors_ok"] = good.Length };
        if (good.Length == 0) return made;
        double[] stability = [.. good.Select(sector => sector.Metrics["stability_metric"].Number)];
        made["stability_metric_min"] = stability.Min();
        made["stability_metric_median"] = FiniteMedian.Of(stability.AsSpan().ToArray());
        made["aperture_depth_sign_flip_any"] = good.Any(sector => sector.Metrics["aperture_depth_sign_flip"].Number != 0);
        AddMean(made, "depth_ppm", [.. good.Select(sector => sector.Detail).OfType<ApertureDependenceDetail>().Select(detail => detail.Refined).OfType<RefinedApertureNumbers>().Select(own => (own.BestDepthPpm, own.BestErrorPpm))]);
        AddMean(made, "slope_ppm_per_pixel", [.. good.Select(sector => sector.Detail).OfType<ApertureDependenceDetail>().Select(detail => detail.Refined).OfType<RefinedApertureNumbers>().Select(own => (own.SlopePpm, own.SlopeErrorPpm))]);
        return made;
    }

    /// <summary>Weighted mean over sectors, its error, and how well the sectors agree.</summary>
    static void AddMean(OrderedDictionary<string, MetricValue> metrics, string name, (double Value, double Error)[] sectors)
    {
        var used = Array.FindAll(sectors, sector => sector.Error > 0 && double.IsFinite(sector.Value));
        if (used.Length == 0) return;
        var weight = used.Sum(sector => 1 / (sector.Error * sector.Error));
        var mean = used.Sum(sector => sector.Value / (sector.Error * sector.Error)) / weight;
        metrics[$"refined_{name}"] = mean;
        metrics[$"refined_{name}_error"] = Math.Sqrt(1 / weight);
        metrics[$"refined_{name}_chi_square"] = used.Sum(sector => (sector.Value - mean) * (sector.Value - mean) / (sector.Error * sector.Error));
        metrics[$"refined_{name}_degrees_of_freedom"] = used.Length - 1;
    }

    static OrderedDictionary<string, MetricValue> Metrics(ApertureDependenceNumbers numbers, TimeOverlap overlap)
    {
        var drift = numbers.Recommended.Drift;
        var metrics = new OrderedDictionary<string, MetricValue>
        {
            ["lc_time_min_btjd"] = overlap.LightCurveFirst,
            ["lc_time_max_btjd"] = overlap.LightCurveLast,
            ["tpf_time_min_btjd"] = overlap.StampsFirst,
            ["tpf_time_max_btjd"] = overlap.StampsLast,
            ["lc_tpf_time_overlap_days"] = overlap.OverlapDays,
            ["lc_tpf_time_overlap_fraction_union"] = overlap.OverlapOfUnion,
            ["tpf_fraction_within_lc_timerange"] = overlap.StampsWithin,
            ["stability_metric"] = numbers.Stability,
            ["depth_variance_ppm2"] = numbers.Variance,
            ["recommended_aperture_pixels"] = numbers.Recommended.Radius,
            ["depth_ppm_aperture_min"] = numbers.Depths[0].DepthPpm,
            ["depth_ppm_aperture_max"] = numbers.Depths[^1].DepthPpm,
            ["aperture_depth_sign_flip"] = numbers.SignFlips,
            ["n_in_transit_cadences"] = numbers.InTransit,
            ["n_out_of_transit_cadences"] = numbers.OutOfTransit,
            ["n_transit_epochs"] = numbers.Groups.Count,
            ["baseline_mode"] = "local_window_per_epoch",
            ["local_baseline_window_days"] = ApertureDependence.BaselineWindowDays,
            ["background_mode"] = numbers.HasBackground ? "annulus_median_per_cadence" : "none",
            ["n_background_pixels"] = numbers.Ring.Pixels.Length,
            ["drift_fraction_recommended"] = double.IsFinite(drift) ? drift : MetricValue.Null,
        };
        foreach (var depth in numbers.Depths) metrics[$"depth_ppm_aperture_{VettingJson.RadiusName(depth.Radius).Replace('.', 'p')}"] = depth.DepthPpm;
        return metrics;
    }

    static OrderedDictionary<string, MetricValue> Refined(RefinedApertureNumbers own)
    {
        var metrics = new OrderedDictionary<string, MetricValue>
        {
            ["depth_ppm"] = own.BestDepthPpm,
            ["depth_error_ppm"] = own.BestErrorPpm,
            ["best_aperture_pixels"] = own.BestRadius,
            ["dip_significance"] = own.DipSignificance,
            ["slope_ppm_per_pixel"] = own.SlopePpm,
            ["slope_error_ppm_per_pixel"] = own.SlopeErrorPpm,
            ["slope_significance"] = own.SlopeSignificance,
            ["depth_trend"] = own.Trend,
            ["centre_row"] = own.Centre.Row,
            ["centre_column"] = own.Centre.Column,
            ["apertures_follow_star"] = own.FollowsStar,
            ["n_background_pixels"] = own.RingPixels,
            ["n_background_pixels_left_to_neighbours"] = own.RingNeighbourPixels,
            ["background_lost_per_pixel"] = own.RingLost,
            ["background_lost_error_per_pixel"] = own.RingLostError,
            ["n_transits"] = own.Transits.Count,
            ["n_transits_without_baseline"] = own.TransitsWithoutBaseline,
            ["n_cadences_incomplete"] = own.IncompleteCadences,
            ["n_cadences_spikes"] = own.Spikes,
            ["n_aperture_pixels_left_out"] = own.LeftOutPixels,
            ["bootstrap_draws"] = own.Options.Draws,
        };
        if (own.PreferredHost is not { } host) return metrics;
        metrics["preferred_host"] = host.Name;
        metrics["preferred_host_margin_chi_square"] = own.HostMargin;
        return metrics;
    }
}

namespace Nocturne.Core.Vetting;

/// <summary>V20: does the difference image look like a ghost, or like scattered light? The reference form and Nocturne's own, side by side.</summary>
/// <param name="options">Of the reference form.</param>
/// <param name="refined">Of Nocturne's own form; null leaves it out.</param>
public sealed class GhostCheck(GhostOptions options, RefinedGhostOptions? refined) : IVettingCheck
{
    /// <summary>The check with its default options.</summary>
    public GhostCheck()
        : this(new(), new())
    {
    }

    public string Id => "V20";

    public string Name => "ghost_features";

    public VettingResult Run(VettingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Pixels is not { } pixels) return VettingResult.Without(this, VettingShortfall.NoPixels);
        var shortfall = GhostFeatures.Measure(pixels, input.Ephemeris, options, out var numbers);
        if (numbers is null) return VettingResult.Without(this, shortfall);

        var notes = new List<VettingNote>();
        if (numbers.AperturePixels == 0) notes.Add(new("empty_aperture", "The aperture mask has no pixel: the numbers of the reference form say nothing of the star."));
        VettingNote? reason = null;
        var own = refined is null ? null : RefinedGhost.Measure(pixels.WithoutSaturated(), input.Ephemeris, input.Scene, refined, out reason);
        if (reason is not null) notes.Add(reason);
        return new()
        {
            Id = Id,
            Name = Name,
            Status = VettingStatus.Ok,
            Metrics = new OrderedDictionary<string, MetricValue>
            {
                ["ghost_like_score"] = numbers.GhostScore,
                ["scattered_light_risk"] = numbers.ScatteredLightRisk,
                ["aperture_contrast"] = numbers.Contrast,
                ["spatial_uniformity"] = numbers.Uniformity,
                ["prf_likeness"] = numbers.PrfLikeness,
                ["edge_gradient_strength"] = numbers.EdgeGradient,
                ["background_trend"] = numbers.BackgroundTrend,
                ["in_aperture_depth"] = numbers.InApertureDepth,
                ["out_aperture_depth"] = numbers.OutApertureDepth,
                ["aperture_pixels_used"] = numbers.AperturePixels,
            },
            Refined = own is null ? new OrderedDictionary<string, MetricValue>() : Refined(own),
            RefinedFlags = own?.Flags ?? [],
            Notes = notes,
            Detail = new GhostDetail(numbers, own, pixels.Aperture.ToArray()),
        };
    }

    public IReadOnlyDictionary<string, MetricValue> Summarise(IReadOnlyList<VettingResult> sectors)
    {
        ArgumentNullException.ThrowIfNull(sectors);
        var good = sectors.Where(sector => sector.Status == VettingStatus.Ok).ToArray();
        var made = new OrderedDictionary<string, MetricValue> { ["n_sectors"] = sectors.Count, ["n_sectors_ok"] = good.Length };
        if (good.Length == 0) return made;
        foreach (var name in (string[])["ghost_like_score", "scattered_light_risk"])
        {
            double[] values = [.. good.Select(sector => sector.Metrics[name].Number)];
            made[$"{name}_max"] = values.Max();
            made[$"{name}_median"] = FiniteMedian.Of(values.AsSpan());
        }

        var signs = good.Select(sector => sector.Detail).OfType<GhostDetail>().Select(detail => detail.Reference.SignsAgree).ToArray();
        made["aperture_sign_consistent_all"] = signs.All(agrees => agrees);
        made["aperture_sign_consistent_any"] = signs.Any(agrees => agrees);
        return made;
    }

    static OrderedDictionary<string, MetricValue> Refined(RefinedGhostNumbers own) => new()
    {
        ["ghost_score"] = own.GhostScore,
        ["halo_share"] = own.HaloShare,
        ["halo_share_error"] = own.HaloShareError,
        ["contrast"] = own.Contrast,
        ["contrast_error"] = own.ContrastError,
        ["core_lost_per_pixel"] = own.CoreLost,
        ["core_lost_error_per_pixel"] = own.CoreLostError,
        ["halo_lost_per_pixel"] = own.HaloLost,
        ["halo_lost_error_per_pixel"] = own.HaloLostError,
        ["uniformity"] = own.Uniformity,
        ["psf_likeness"] = own.PsfLikeness,
        ["psf_sigma_pixels"] = own.PsfSigma,
        ["tilt_per_pixel"] = own.Tilt,
        ["tilt_significance"] = own.TiltSignificance,
        ["n_core_pixels"] = own.CorePixels,
        ["n_halo_pixels"] = own.HaloPixels,
        ["n_transits_without_baseline"] = own.TransitsWithoutBaseline,
        ["n_cadences_spikes"] = own.Spikes,
        ["n_pixel_values_spikes"] = own.PixelSpikes,
        ["motion_is_taken_off"] = own.FollowsStar,
    };
}

namespace Nocturne.Core.Vetting;

/// <summary>The numbers of V10 in the reference form.</summary>
public sealed record ApertureDependenceNumbers
{
    /// <summary>The apertures that have a depth, by ascending radius.</summary>
    public required IReadOnlyList<ApertureDepth> Depths { get; init; }

    /// <summary>Mean of the depths [ppm]; like the variance not a number where one of them is none.</summary>
    public required double MeanDepthPpm { get; init; }

    /// <summary>Population variance of the depths [ppm²].</summary>
    public required double Variance { get; init; }

    /// <summary>How alike the depths are, from 0 to 1.</summary>
    public required double Stability { get; init; }

    /// <summary>The aperture to use.</summary>
    public required ApertureDepth Recommended { get; init; }

    /// <summary>Centre of the apertures.</summary>
    public StampPlace Centre { get; init; }

    /// <summary>The background ring.</summary>
    public WholePixelRing Ring { get; init; } = new(0, 0, []);

    public int CadencesTotal { get; init; }

    public int CadencesUsed { get; init; }

    public int InTransit { get; init; }

    public int OutOfTransit { get; init; }

    /// <summary>The dips.</summary>
    public IReadOnlyList<TransitGroupInfo> Groups { get; init; } = [];

    /// <summary>Apertures for which no dip had a baseline.</summary>
    public int SectorFallbacks { get; init; }

    /// <summary>Whether the background of a ring was taken off.</summary>
    public bool HasBackground => Ring.Pixels.Length >= ApertureSums.FewestRingPixels;

    /// <summary>Whether the smallest and the largest aperture have depths of opposite sign; what lies between them is not seen.</summary>
    public bool SignFlips => Depths[0].DepthPpm * Depths[^1].DepthPpm < 0;

    /// <summary>min(1, in/10) × min(1, out/50).</summary>
    public double Confidence => Math.Min(1, InTransit / 10.0) * Math.Min(1, OutOfTransit / 50.0);

    /// <summary>The bars of the reference plot [ppm]: no errors, but the scatter between apertures scaled by each depth.</summary>
    public IReadOnlyList<double> ScatterBars
    {
        get
        {
            var deviation = Variance > 0 ? Math.Sqrt(Variance) : 0;
            return [.. Depths.Select(depth => MeanDepthPpm == 0 || deviation == 0 ? deviation : Math.Abs(depth.DepthPpm) * deviation / Math.Abs(MeanDepthPpm))];
        }
    }

    /// <summary>The flags, in the order of the reference; those of the times come after them.</summary>
    public IReadOnlyList<string> Flags
    {
        get
        {
            var flags = new List<string>();
            if (CadencesUsed < CadencesTotal) flags.Add("dropped_invalid_cadences");
            if (Groups.Count < 2) flags.Add("low_n_transit_epochs");
            if (InTransit < 20) flags.Add("low_n_in_transit_cadences");
            if (!HasBackground) flags.Add("no_background_subtraction");
            else if (Ring.Pixels.Length < 10) flags.Add("background_annulus_small");
            if (Depths.Any(depth => depth.DepthPpm < 0)) flags.Add("negative_depths_present");
            if (SectorFallbacks > 0) flags.Add("sector_fallback_used");
            if (double.IsFinite(Recommended.Drift) && Math.Abs(Recommended.Drift) >= 0.01) flags.Add("high_out_of_transit_drift_recommended_aperture");
            return flags;
        }
    }
}

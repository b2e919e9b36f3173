namespace Nocturne.Core.Vetting;

/// <summary>The numbers of Nocturne's own form of the aperture check.</summary>
public sealed record RefinedApertureNumbers
{
    /// <summary>Centre of the apertures: the star's true place.</summary>
    public required StampPlace Centre { get; init; }

    /// <summary>Radii [pixels].</summary>
    public required IReadOnlyList<double> Radii { get; init; }

    /// <summary>Depth in each aperture [ppm].</summary>
    public required IReadOnlyList<double> DepthsPpm { get; init; }

    /// <summary>Standard error of each depth [ppm].</summary>
    public required IReadOnlyList<double> ErrorsPpm { get; init; }

    /// <summary>Light in each aperture out of transit [units of the stamps].</summary>
    public required IReadOnlyList<double> Baselines { get; init; }

    /// <summary>The radius with the smallest error of the depth [pixels].</summary>
    public required double BestRadius { get; init; }

    /// <summary>Its depth [ppm].</summary>
    public required double BestDepthPpm { get; init; }

    /// <summary>Its error [ppm].</summary>
    public required double BestErrorPpm { get; init; }

    /// <summary>The largest depth in units of its error, over all apertures [sigma].</summary>
    public required double DipSignificance { get; init; }

    /// <summary>Slope of depth with radius [ppm per pixel].</summary>
    public required double SlopePpm { get; init; }

    /// <summary>Its standard error, with what the apertures share and 2 % of the depth for the shape of the star's image [ppm per pixel].</summary>
    public required double SlopeErrorPpm { get; init; }

    /// <summary>Pixels of the background ring; 0 where there is none.</summary>
    public int RingPixels { get; init; }

    /// <summary>Pixels that the ring leaves out because of neighbours.</summary>
    public int RingNeighbourPixels { get; init; }

    /// <summary>Light that a pixel of the ring loses in transit: a ghost or a neighbour if it is not zero [units of the stamps].</summary>
    public double RingLost { get; init; }

    /// <summary>Its standard error.</summary>
    public double RingLostError { get; init; }

    /// <summary>Pixels of the largest aperture that are missing too often to be used.</summary>
    public int LeftOutPixels { get; init; }

    /// <summary>Cadences left out for want of a time or of pixels.</summary>
    public int IncompleteCadences { get; init; }

    /// <summary>Cadences left out because they stand out of their neighbours.</summary>
    public int Spikes { get; init; }

    /// <summary>Dips left out for want of a baseline.</summary>
    public int TransitsWithoutBaseline { get; init; }

    /// <summary>Whether the apertures follow the star from cadence to cadence.</summary>
    public bool FollowsStar { get; init; }

    /// <summary>Depth of each dip.</summary>
    public IReadOnlyList<TransitDepth> Transits { get; init; } = [];

    /// <summary>What to expect if each of the stars were the host: the target first.</summary>
    public IReadOnlyList<HostHypothesis> Hosts { get; init; } = [];

    public RefinedApertureOptions Options { get; init; } = new();

    /// <summary>Slope in units of its error [sigma].</summary>
    public double SlopeSignificance => SlopeErrorPpm > 0 ? SlopePpm / SlopeErrorPpm : 0;

    /// <summary>What the depth does with growing radius: <c>no_dip</c>, <c>flat</c>, <c>grows</c> (the light is lost beside the target) or <c>shrinks</c> (another star's light thins it out).</summary>
    public string Trend =>
        DipSignificance < Options.DipSigma ? "no_dip"
        : SlopeSignificance >= Options.SlopeSigma ? "grows"
        : SlopeSignificance <= -Options.SlopeSigma ? "shrinks" : "flat";

    /// <summary>The star whose curve fits best; null if there is no dip, or no neighbour was named.</summary>
    public HostHypothesis? PreferredHost =>
        Hosts.Count > 1 && Trend != "no_dip" ? Hosts.Where(host => double.IsFinite(host.ChiSquare)).MinBy(host => host.ChiSquare) : null;

    /// <summary>How much worse the next best star fits; NaN without a preferred one.</summary>
    public double HostMargin => PreferredHost is { } best ? Hosts.Where(host => host != best).Min(host => host.ChiSquare) - best.ChiSquare : double.NaN;

    /// <summary>Flags of these numbers.</summary>
    public IReadOnlyList<string> Flags
    {
        get
        {
            var flags = new List<string>();
            if (RingPixels == 0) flags.Add("no_background_ring");
            if (RingLostError > 0 && Math.Abs(RingLost) >= Options.SlopeSigma * RingLostError) flags.Add("ring_varies_in_transit");
            if (LeftOutPixels > 0) flags.Add("aperture_pixels_left_out");
            if (TransitsWithoutBaseline > 0) flags.Add("transits_without_baseline");
            if (Trend == "grows") flags.Add("depth_grows_with_radius");
            if (Trend == "shrinks") flags.Add("depth_shrinks_with_radius");
            if (PreferredHost is { Name: not "target" } && HostMargin >= 9) flags.Add("neighbour_preferred_as_host");
            return flags;
        }
    }
}

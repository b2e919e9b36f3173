namespace Nocturne.Core.Vetting;

/// <summary>The numbers of Nocturne's own form of the ghost check.</summary>
public sealed record RefinedGhostNumbers
{
    /// <summary>Light lost in transit by each pixel, against local baselines, row by row; NaN where unknown [units of the stamps].</summary>
    public required double[] Difference { get; init; }

    /// <summary>Standard error of each pixel of it.</summary>
    public required double[] DifferenceErrors { get; init; }

    public required int Rows { get; init; }

    public required int Columns { get; init; }

    /// <summary>The star's place, on which everything is centred.</summary>
    public required StampPlace Centre { get; init; }

    /// <summary>Width of the stars' images that the difference is compared with [pixels].</summary>
    public required double PsfSigma { get; init; }

    /// <summary>Light that a pixel of the core loses [units of the stamps].</summary>
    public required double CoreLost { get; init; }

    public required double CoreLostError { get; init; }

    /// <summary>Light that a pixel of the halo loses [units of the stamps].</summary>
    public required double HaloLost { get; init; }

    public required double HaloLostError { get; init; }

    /// <summary>The halo's loss as a share of the core's, between 0 (a star) and 1 (an even veil): mean of what the data allow. It is 0.5 when they
    /// say nothing, and has no jumps.</summary>
    public required double HaloShare { get; init; }

    /// <summary>Standard deviation of what the data allow; 0.29 when they say nothing.</summary>
    public required double HaloShareError { get; init; }

    /// <summary>Core over halo; a large number of either sign for a good target, so look at its error.</summary>
    public double Contrast => CoreLost / HaloLost;

    /// <summary>Standard error of the contrast, to first order.</summary>
    public required double ContrastError { get; init; }

    /// <summary>Near 1 for an even difference within the core.</summary>
    public required double Uniformity { get; init; }

    /// <summary>From 0 to 1: how much the difference looks like the image of a star at the star's place.</summary>
    public required double PsfLikeness { get; init; }

    /// <summary>Tilt of the difference away from star and neighbours [units of the stamps per pixel].</summary>
    public required double Tilt { get; init; }

    /// <summary>The tilt in units of its error [sigma].</summary>
    public required double TiltSignificance { get; init; }

    public int CorePixels { get; init; }

    public int HaloPixels { get; init; }

    /// <summary>Cadences left out because core or halo stand out of their neighbours in time.</summary>
    public int Spikes { get; init; }

    /// <summary>Values of single pixels left out of the difference image because they stand out of their neighbours in time.</summary>
    public int PixelSpikes { get; init; }

    /// <summary>Whether what the star's wandering does to its pixels was taken off.</summary>
    public bool FollowsStar { get; init; }

    public int TransitsWithoutBaseline { get; init; }

    /// <summary>0.4 uniformity + 0.4 (1 − likeness) + 0.2 halo share: the weights of the reference, every term smooth.</summary>
    public double GhostScore => (0.4 * Uniformity) + (0.4 * (1 - PsfLikeness)) + (0.2 * HaloShare);

    /// <summary>Flags of these numbers.</summary>
    public IReadOnlyList<string> Flags
    {
        get
        {
            var flags = new List<string>();
            if (!(Math.Abs(CoreLost) >= 3 * CoreLostError)) flags.Add("core_does_not_vary");
            if (Math.Abs(HaloLost) >= 3 * HaloLostError) flags.Add("halo_varies_in_transit");
            if (TiltSignificance >= 5) flags.Add("difference_is_tilted");
            if (TransitsWithoutBaseline > 0) flags.Add("transits_without_baseline");
            return flags;
        }
    }
}

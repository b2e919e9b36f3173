using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Photometry;

/// <summary>How sources are measured. The defaults are those of stdpipe's functions, with our own rules.</summary>
public sealed record MeasureOptions
{
    /// <summary>Whose rules to follow.</summary>
    public MeasureRecipe Recipe { get; init; } = MeasureRecipe.Nocturne;

    public MeasureMethod Method { get; init; } = MeasureMethod.Aperture;

    /// <summary>
    /// Radius of the aperture, and of the pixels that an optimal extraction uses [pixels, or FWHM when <see cref="Fwhm"/> is given].
    /// </summary>
    public double ApertureRadius { get; init; } = 3;

    /// <summary>Ring of the local background; none means no local background.</summary>
    public BackgroundRing? BackgroundAnnulus { get; init; }

    /// <summary>Degree of the local background: 0, 1 (plane) or 2 (quadratic).</summary>
    public int BackgroundOrder { get; init; }

    /// <summary>Estimator of a local background of degree 0. Ours only.</summary>
    public SkyEstimator RingEstimator { get; init; } = SkyEstimator.Mean;

    /// <summary>A local background of one's own, in place of the ring. Ours only.</summary>
    public ILocalBackground? LocalBackground { get; init; }

    /// <summary>Width of point sources: unit of the radii, and the Gaussian profile.</summary>
    public FwhmMap? Fwhm { get; init; }

    /// <summary>Profile of optimal extraction, PSF centroid and PSF fit.</summary>
    public PsfModel? Psf { get; init; }

    /// <summary>Whether near sources are solved together.</summary>
    public bool GroupSources { get; init; } = true;

    /// <summary>Distance at which sources are linked [pixels]; none means twice the aperture's radius.</summary>
    public double? GroupRadius { get; init; }

    /// <summary>Electrons per count for the source's own noise [e⁻/ADU]; zero means unknown.</summary>
    public double Gain { get; init; }

    /// <summary>Noise terms besides gain and sky. Ours only.</summary>
    public NoiseModel Noise { get; init; } = NoiseModel.MapOnly;

    /// <summary>Side of the boxes of the background [pixels].</summary>
    public int BackgroundMesh { get; init; } = 64;

    /// <summary>Drops rows whose magnitude error is not below 1 ÷ this; zero keeps all.</summary>
    public double MinSn { get; init; }

    /// <summary>Rounds of centroiding before the photometry.</summary>
    public int CentroidIterations { get; init; }

    public CentroidMethod CentroidMethod { get; init; } = CentroidMethod.CentreOfMass;

    /// <summary>Profile of a windowed centroid, in place of a Gaussian.</summary>
    public PsfModel? CentroidPsf { get; init; }

    /// <summary>Whether rows without a positive flux are kept.</summary>
    public bool KeepNegative { get; init; } = true;

    /// <summary>Whether the background is handed out with the result.</summary>
    public bool EmitBackground { get; init; }

    /// <summary>Halo of local solutions in PSF groups above <see cref="LargestPsfGroup"/>, in support radii.</summary>
    public double GroupHalo { get; init; } = 2;

    /// <summary>Optimal extraction by sep-x's rule links sources whose distance is at most this times the sum of their radii.</summary>
    public double GroupRadiusFactor { get; init; } = 1;

    /// <summary>Halo of local solutions in very large optimal groups; none means <see cref="GroupRadiusFactor"/>.</summary>
    public double? GroupHaloFactor { get; init; } = 1.2;

    /// <summary>Most sources of one joint PSF fit; more are fitted one by one with the others fixed.</summary>
    public int LargestPsfGroup { get; init; } = 64;

    public int PsfMaxIterations { get; init; } = 20;

    /// <summary>Whether a PSF fit moves the positions.</summary>
    public bool FitPositions { get; init; } = true;

    /// <summary>Radius of the pixels that a PSF fit uses [pixels]; zero means the whole stamp.</summary>
    public double PsfFitRadius { get; init; }

    /// <summary>Signal to noise below which a PSF fit is held at its first position; zero means free.</summary>
    public double PositionDampingSn { get; init; }

    public double ClipSigma { get; init; } = 3;

    /// <summary>Clipping rounds of the ring's statistics; zero for none.</summary>
    public int ClipIterations { get; init; } = 5;

    /// <summary>Counts, sky included, from which a pixel is saturated [ADU].</summary>
    public double SaturationLevel { get; init; } = double.PositiveInfinity;

    /// <summary>With stdpipe's rules: the local background loses its fraction, as in stdpipe 0.3.0 with astropy 7.</summary>
    public bool IntegerLocalBackground { get; init; }

    /// <exception cref="ArgumentException">An option has no meaning; the sentence says which and what it should be.</exception>
    public void Validate()
    {
        if (!(ApertureRadius > 0) || double.IsInfinity(ApertureRadius))
            throw new ArgumentException($"The aperture radius is {ApertureRadius} but must be a positive number of pixels (3 is usual).");
        if (BackgroundAnnulus is { } ring && !(ring.Inner >= 0 && ring.Outer > ring.Inner && double.IsFinite(ring.Outer)))
            throw new ArgumentException(
                $"The background ring from {ring.Inner} to {ring.Outer} has no area: give an inner and a larger outer radius.");
        if (BackgroundOrder is < 0 or > 2) throw new ArgumentException($"The background order is {BackgroundOrder} but must be 0, 1 or 2.");
        if (!(Gain >= 0) || double.IsInfinity(Gain))
            throw new ArgumentException($"The gain is {Gain} but must be a positive number of electrons per count, or 0 when it is not known.");
        if (BackgroundMesh < 1)
            throw new ArgumentException($"The background mesh is {BackgroundMesh} pixels but must be at least 1 (64 is usual).");
        if (!(MinSn >= 0)) throw new ArgumentException($"The smallest signal to noise is {MinSn} but must not be negative (0 keeps all).");
        if (CentroidIterations < 0)
            throw new ArgumentException($"The number of centroid rounds is {CentroidIterations} but must not be negative.");
        if (GroupRadius is { } radius && !(radius >= 0))
            throw new ArgumentException($"The group radius is {radius} but must not be negative.");
        if (!(GroupRadiusFactor > 0)) throw new ArgumentException($"The group radius factor is {GroupRadiusFactor} but must be positive.");
        if (!(GroupHalo > 0) || GroupHaloFactor is { } halo && !(halo > 0))
            throw new ArgumentException("The halo of large groups must be positive.");
        if (LargestPsfGroup < 1)
            throw new ArgumentException($"The largest PSF group is {LargestPsfGroup} sources but must be at least 1 (64 is usual).");
        if (PsfMaxIterations < 1)
            throw new ArgumentException($"The number of PSF iterations is {PsfMaxIterations} but must be at least 1 (20 is usual).");
        if (!(PsfFitRadius >= 0))
            throw new ArgumentException($"The PSF fit radius is {PsfFitRadius} but must not be negative (0 means the whole stamp).");
        if (!(PositionDampingSn >= 0))
            throw new ArgumentException($"The damping signal to noise is {PositionDampingSn} but must not be negative (0 means free).");
        if (!(ClipSigma > 0) || ClipIterations < 0)
            throw new ArgumentException($"Clipping at {ClipSigma} sigma in {ClipIterations} rounds makes no sense.");
        if (Method == MeasureMethod.Psf && Psf is null)
            throw new ArgumentException("A PSF fit needs a PSF model: give one (--psf FILE) or choose another method.");
        if (Method == MeasureMethod.Psf && Recipe == MeasureRecipe.Stdpipe)
            throw new ArgumentException("stdpipe's measure_objects has no PSF fit: choose our own recipe or that of measure_objects_sep.");
        if (Method == MeasureMethod.Optimal && Psf is null && Fwhm is null)
            throw new ArgumentException("Optimal extraction needs a profile: give a PSF model (--psf FILE) or a width (--fwhm VALUE).");
        Noise.Validate();
    }
}

using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Simulation;

/// <summary>A night to be simulated: everything its frames depend on.</summary>
/// <remarks>
/// The defaults are the recipe of OPTICAM's own generator (stars, widths, sky, jitter, variable star, names, keywords) without its
/// faults: photons, sky and read-out have noise of their own, and so have the bands; the shadow, off unless asked for, dims the light
/// and not the noise. As a camera does, and the generator does not, the default adds read noise and rounds to whole counts.
/// </remarks>
public sealed record SimulationPlan
{
    /// <summary>Of all random numbers; the same plan with the same seed gives the same bytes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Pixels in a row.</summary>
    public int Width { get; init; } = 512;

    /// <summary>Number of rows.</summary>
    public int Height { get; init; } = 512;

    /// <summary>Detector pixels in a pixel, along each side; goes to the header and sets the default widths.</summary>
    public int Binning { get; init; } = 4;

    /// <summary>Frames of each band.</summary>
    public int Frames { get; init; } = 100;

    /// <summary>The cameras.</summary>
    public IReadOnlyList<SimulatedBand> Bands { get; init; } =
        [SimulatedBand.Opticam("g"), SimulatedBand.Opticam("r"), SimulatedBand.Opticam("i")];

    /// <summary>Start of the first exposure, UTC.</summary>
    public Mjd Start { get; init; } = Mjd.FromCalendar(new(2024, 1, 1), 0);

    /// <summary>Time from start to start of the exposures, in whole milliseconds [s].</summary>
    public double CadenceSeconds { get; init; } = 1;

    /// <summary>Exposure [s].</summary>
    public double ExposureSeconds { get; init; } = 1;

    /// <summary>Where the telescope points.</summary>
    public SkyPosition Pointing { get; init; } = new(0, 0);

    /// <summary>Where the telescope stands.</summary>
    public Observatory Observatory { get; init; } = new("San Pedro Martir", -115.463611, 31.044167, 2790);

    public StarFieldOptions Stars { get; init; } = new();

    /// <summary>Stars that vary.</summary>
    public IReadOnlyList<Variability> Variables { get; init; } = [new SineVariability(2)];

    public PsfOptions Psf { get; init; } = new();

    public MotionOptions Motion { get; init; } = new();

    public SkyOptions Sky { get; init; } = new();

    public TransparencyOptions Transparency { get; init; } = new();

    public DetectorOptions Detector { get; init; } = new();

    /// <summary>Frames whose files are to be bad.</summary>
    public IReadOnlyList<BadFrame> BadFrames { get; init; } = [];

    /// <summary>Probability that a gap begins with a frame: it and the following ones are missing in all bands.</summary>
    public double GapProbability { get; init; }

    /// <summary>Probability that a gap goes on with the next frame.</summary>
    public double GapPersistence { get; init; } = 0.95;

    /// <summary>How the header tells the time.</summary>
    public TimeStyle TimeStyle { get; init; } = TimeStyle.UniversalTime;

    /// <summary>Frames that a band takes.</summary>
    public int FrameCount(SimulatedBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        return band.CadenceSeconds is double cadence ? (int)Math.Floor((Frames * CadenceSeconds / cadence) + 1e-9) : Frames;
    }

    /// <summary>Time from the plan's start to the start of a frame [s], in whole milliseconds as the header has it.</summary>
    public double SecondsToStart(SimulatedBand band, int frame)
    {
        ArgumentNullException.ThrowIfNull(band);
        return Math.Round((band.DelaySeconds + (frame * (band.CadenceSeconds ?? CadenceSeconds))) * 1000) / 1000;
    }

    internal double ExposureOf(SimulatedBand band) => band.ExposureSeconds ?? ExposureSeconds;

    internal double PsfSigma => Psf.Sigma ?? (6.0 / Binning);

    internal double JitterSigma => Motion.Jitter ?? (4.0 / Binning);

    /// <exception cref="ArgumentException">A number of the plan is out of its range.</exception>
    internal void Check()
    {
        Require(Width > 0 && Height > 0, $"frames of {Width} x {Height} pixels have no pixels");
        Require(Binning > 0, $"a binning of {Binning} is not possible");
        Require(Frames >= 0, $"{Frames} frames cannot be made");
        Require(Bands.Count > 0, "there is no band");
        Require(
            Bands.DistinctBy(band => band.Filter, StringComparer.Ordinal).Count() == Bands.Count,
            "two bands have the same filter, so their files would have the same names");
        Require(
            Bands.All(band => band.Filter.Length > 0 && band.Filter.All(char.IsAsciiLetterOrDigit)),
            "the name of a filter is empty or has other signs than letters and digits");
        Require(CadenceSeconds > 0 && ExposureSeconds > 0, "cadence and exposure must be positive");
        Require(Bands.All(band => band.Scale > 0), "the scale of a camera must be positive");
        Require(
            Stars.Given is not null || (Stars.Count >= 0 && Stars.FaintestFlux > 0 && Stars.BrightestFlux >= Stars.FaintestFlux),
            "the range of the stars' fluxes is empty");
        Require(PsfSigma > 0 && Psf.Elongation >= 1, "the PSF needs a positive sigma and an elongation of 1 or more");
        Require(
            Detector.Gain > 0 && Detector.ReadNoise >= 0 && Detector.DarkCurrent >= 0,
            "gain must be positive, read noise and dark current not negative");
        Require(GapProbability is >= 0 and <= 1 && GapPersistence is >= 0 and <= 1, "probabilities lie between 0 and 1");

        static void Require(bool holds, string otherwise)
        {
            if (!holds) throw new ArgumentException($"The night cannot be simulated: {otherwise}.");
        }
    }
}

using System.CommandLine;
using System.Globalization;
using Nocturne.Core.Simulation;

namespace Nocturne.Runner.Commands;

/// <summary>The options of <c>nocturne simulate</c> and the plan they stand for.</summary>
sealed class SimulationOptions
{
    readonly Option<string> bands = Make("--bands", "Filters, separated by commas.", "g,r,i");
    readonly Option<int> frames = Make("--frames", "Frames of each band.", 100);
    readonly Option<int> size = Make("--size", "Side of the frames [pixels].", 512);
    readonly Option<int> binning = Make("--binning", "Detector pixels in a pixel, along each side; the seeing is 6 unbinned pixels (sigma).", 4);
    readonly Option<long> seed = Make("--seed", "Seed of all random numbers: the same seed gives the same bytes.", 1L);
    readonly Option<int> stars = Make("--stars", "Number of stars.", 6);
    readonly Option<string> flux = Make("--flux", "Faintest and brightest star [ADU].", "1000,10000");
    readonly Option<double> separation = Make("--separation", "Least distance between stars [pixels].", 0.0);
    readonly Option<double> exposure = Make("--exposure", "Exposure [s].", 1.0);
    readonly Option<double> cadence = Make("--cadence", "Time from start to start [s].", 1.0);
    readonly Option<string> drift = Make("--drift", "Drift along x and y [pixels per frame].", "0,0");
    readonly Option<double?> jitter = Make<double?>("--jitter", "Standard deviation of the jitter [pixels]; 4 unbinned pixels when not given.", null);
    readonly Option<double> rotation = Make("--rotation", "Turn of the field [degrees per frame].", 0.0);
    readonly Option<double?> flip = Make<double?>("--flip", "Frame at which the telescope flips.", null);
    readonly Option<bool> onSky = Make("--camera-scales", "OPTICAM's true pixel scales, turns and shifts of the three cameras instead of equal ones.", false);
    readonly Option<double> elongation = Make("--elongation", "Ratio of the axes of the stars' images.", 1.0);
    readonly Option<double> seeing = Make("--seeing", "Amplitude of the slow change of the seeing, as a share.", 0.0);
    readonly Option<double> clouds = Make("--clouds", "Depth of passing clouds, from 0 to 1.", 0.0);
    readonly Option<string?> cloudSpell = Make<string?>("--cloud-spell", "Thick cloud: first frame, last frame, transparency.", null);
    readonly Option<double> cosmicRays = Make("--cosmic-rays", "Cosmic-ray hits per frame.", 0.0);
    readonly Option<double> sky = Make("--sky", "Sky level [ADU].", 100.0);
    readonly Option<double> gradient = Make("--sky-gradient", "Rise of the sky across the frame along x [ADU].", 0.0);
    readonly Option<double> gain = Make("--gain", "Gain [electrons per ADU].", 1.0);
    readonly Option<double> readNoise = Make("--read-noise", "Read noise [electrons].", 1.1);
    readonly Option<double> dark = Make("--dark-current", "Dark current [electrons per pixel and second].", 0.0);
    readonly Option<double> bias = Make("--bias-level", "Electronic offset [ADU].", 0.0);
    readonly Option<bool> shadow = Make("--shadow", "The circular shadow of OPTICAM's field.", false);
    readonly Option<string?> bad = Make<string?>("--bad", "Bad files: frame:kind, separated by commas; kinds are truncated, no-time, corrupt, empty.", null);
    readonly Option<double> gaps = Make("--gaps", "Probability that a gap begins with a frame, such as 0.02; gaps last about 20 frames.", 0.0);
    readonly Option<int> flats = Make("--flats", "Flats of each band.", 0);
    readonly Option<int> darks = Make("--darks", "Dark frames of each band.", 0);
    readonly Option<int> biases = Make("--biases", "Bias frames of each band.", 0);
    readonly Option<bool> gzip = Make("--gzip", "Write .fits.gz.", false);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            bands, frames, size, binning, seed, stars, flux, separation, exposure, cadence, drift, jitter, rotation, flip, onSky, elongation, seeing, clouds, cloudSpell,
            cosmicRays, sky, gradient, gain, readNoise, dark, bias, shadow, bad, gaps, flats, darks, biases, gzip,
        }) command.Options.Add(option);
    }

    public bool Compress(ParseResult parsed) => parsed.GetValue(gzip);

    public CalibrationCounts Calibration(ParseResult parsed) => new(parsed.GetValue(flats), parsed.GetValue(darks), parsed.GetValue(biases));

    /// <exception cref="CommandException">An option has no meaning.</exception>
    public SimulationPlan Plan(ParseResult parsed)
    {
        var (driftX, driftY) = Pair(parsed, drift);
        var (faint, bright) = Pair(parsed, flux);
        return new()
        {
            Seed = (ulong)parsed.GetValue(seed),
            Width = parsed.GetValue(size),
            Height = parsed.GetValue(size),
            Binning = parsed.GetValue(binning),
            Frames = parsed.GetValue(frames),
            Bands = [.. parsed.GetValue(bands)!.Split(',').Select(filter => parsed.GetValue(onSky) ? SimulatedBand.OpticamOnSky(filter) : SimulatedBand.Opticam(filter))],
            ExposureSeconds = parsed.GetValue(exposure),
            CadenceSeconds = parsed.GetValue(cadence),
            Stars = new() { Count = parsed.GetValue(stars), FaintestFlux = faint, BrightestFlux = bright, MinimumSeparation = parsed.GetValue(separation) },
            Psf = new() { Elongation = parsed.GetValue(elongation), SeeingAmplitude = parsed.GetValue(seeing) },
            Motion = new() { DriftX = driftX, DriftY = driftY, Jitter = parsed.GetValue(jitter), RotationDegrees = parsed.GetValue(rotation), FlipAtFrame = parsed.GetValue(flip) },
            Sky = new() { Level = parsed.GetValue(sky), GradientX = parsed.GetValue(gradient) },
            Transparency = new() { CloudDepth = parsed.GetValue(clouds), Spells = Spells(parsed) },
            Detector = new()
            {
                Gain = parsed.GetValue(gain),
                ReadNoise = parsed.GetValue(readNoise),
                DarkCurrent = parsed.GetValue(dark),
                BiasLevel = parsed.GetValue(bias),
                CosmicRays = parsed.GetValue(cosmicRays),
                CircularShadow = parsed.GetValue(shadow),
            },
            BadFrames = BadFrames(parsed),
            GapProbability = parsed.GetValue(gaps),
        };
    }

    List<CloudSpell> Spells(ParseResult parsed) => parsed.GetValue(cloudSpell) is not { } text ? []
        : Numbers(text) is [var first, var last, var transparency] ? [new(first, last, transparency)]
        : throw Wrong(cloudSpell, text, "three numbers such as 20,30,0.02");

    BadFrame[] BadFrames(ParseResult parsed) => parsed.GetValue(bad) is not { } text ? [] : [.. text.Split(',').Select(entry =>
        entry.Split(':') is [var frame, var kind] && int.TryParse(frame, CultureInfo.InvariantCulture, out var index) && Enum.TryParse<BadFrameKind>(kind.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var parsedKind)
            ? new BadFrame(index, parsedKind)
            : throw Wrong(bad, entry, "a frame and a kind such as 7:truncated"))];

    static (double First, double Second) Pair(ParseResult parsed, Option<string> option) =>
        Numbers(parsed.GetValue(option)!) is [var first, var second] ? (first, second) : throw Wrong(option, parsed.GetValue(option)!, "two numbers such as 0.2,-0.1");

    static double[]? Numbers(string text)
    {
        var parts = text.Split(',');
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], CultureInfo.InvariantCulture, out numbers[i])) return null;
        }
        return numbers;
    }

    static CommandException Wrong(Option option, string value, string wanted) => new(ExitCode.Usage, $"{option.Name}: '{value}' is not {wanted}.");

    static Option<T> Make<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}

using System.CommandLine;
using System.Globalization;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Runner.Measuring;

/// <summary>The options of <c>nocturne measure</c> that hold for all methods, and what they mean.</summary>
sealed class MeasureOptionSet
{
    static readonly MeasureOptions Usual = new();

    readonly Option<string> sources = new("--sources", "-s") { Description = "Table of sources (CSV, ECSV, FITS) with x and y [pixels]; all its columns are carried through.", Required = true };
    readonly Option<string> xName = new("--x") { Description = "Column of x.", DefaultValueFactory = _ => "x" };
    readonly Option<string> yName = new("--y") { Description = "Column of y.", DefaultValueFactory = _ => "y" };
    readonly Option<int> origin = new("--origin") { Description = "Number of the first pixel in the table of sources: 0, or 1 as in FITS." };
    readonly Option<string> method = new("--method", "-m") { Description = "aperture, optimal, psf or deblended.", DefaultValueFactory = _ => "aperture" };
    readonly Option<string> recipe = new("--recipe") { Description = "nocturne (ours), stdpipe or stdpipe-sep: whose rules to follow.", DefaultValueFactory = _ => "nocturne" };
    readonly Option<double> aper = new("--aper") { Description = "Radius of the aperture [pixels, or FWHM with --fwhm].", DefaultValueFactory = _ => Usual.ApertureRadius };
    readonly Option<string?> annulus = new("--bkgann") { Description = "Local background: inner,outer radius [pixels, or FWHM with --fwhm]." };
    readonly Option<int> order = new("--bkg-order") { Description = "Degree of the local background: 0, 1 or 2." };
    readonly Option<string> estimator = new("--bkg-estimator") { Description = "Local background of degree 0: mean, median, mode or sextractor.", DefaultValueFactory = _ => "mean" };
    readonly Option<string?> segments = new("--segments") { Description = "Labels of detected sources; local backgrounds leave labelled pixels out." };
    readonly Option<string?> fwhm = new("--fwhm") { Description = "Width of stars [pixels], or map:FILE, a table of stars with x, y and fwhm." };
    readonly Option<string> mapBackend = new("--fwhm-backend") { Description = "How widths of stars become a map: polynomial, loess or grid.", DefaultValueFactory = _ => "polynomial" };
    readonly Option<int> mapOrder = new("--fwhm-order") { Description = "Degree of a polynomial map of widths.", DefaultValueFactory = _ => new FwhmMapOptions().Order };
    readonly Option<string?> psf = new("--psf") { Description = "PSF model (PSFEx file)." };
    readonly Option<bool> group = new("--group") { Description = "Solve near sources together (the default)." };
    readonly Option<bool> noGroup = new("--no-group") { Description = "Solve each source alone." };
    readonly Option<double?> groupRadius = new("--group-radius") { Description = "Distance at which sources are linked [pixels]; twice the aperture's radius otherwise." };
    readonly Option<double> groupHalo = new("--group-halo") { Description = "Halo of local solutions in very large PSF groups [support radii].", DefaultValueFactory = _ => Usual.GroupHalo };
    readonly Option<double> groupRadiusFactor = new("--group-radius-factor") { Description = "stdpipe-sep: link when the distance is at most this times the sum of the radii.", DefaultValueFactory = _ => Usual.GroupRadiusFactor };
    readonly Option<string> groupHaloFactor = new("--group-halo-factor") { Description = "stdpipe-sep: halo in very large optimal groups; none takes --group-radius-factor.", DefaultValueFactory = _ => "1.2" };
    readonly Option<string?> background = new("--bg") { Description = "Background to take off: an image, or a number; found otherwise." };
    readonly Option<string?> error = new("--err") { Description = "Standard deviation of each pixel: an image, or a number; found otherwise. The gain is then not used." };
    readonly Option<double> gain = new("--gain") { Description = "Electrons per count, for the sources' own noise; 0 means unknown." };
    readonly Option<int> mesh = new("--bg-size") { Description = "Side of the boxes of the background [pixels].", DefaultValueFactory = _ => Usual.BackgroundMesh };
    readonly Option<double> sn = new("--sn") { Description = "Keep rows whose magnitude error is below 1 / this." };
    readonly Option<int> centroidRounds = new("--centroid-iter") { Description = "Rounds of centroiding before the photometry." };
    readonly Option<string?> centroid = new("--centroid") { Description = "com (the default), psf or win (the default of stdpipe-sep)." };
    readonly Option<string?> centroidPsf = new("--centroid-psf") { Description = "PSF model of the centroid; --psf, or a Gaussian otherwise." };
    readonly Option<bool> dropNegative = new("--drop-negative") { Description = "Drop rows without a positive flux." };
    readonly Option<string?> saveBackground = new("--save-bg") { Description = "FITS file for the background and its rms." };
    readonly Option<int> iterations = new("--psf-maxiter") { Description = "Iterations of a PSF fit.", DefaultValueFactory = _ => Usual.PsfMaxIterations };
    readonly Option<bool> fixedPositions = new("--fixed-positions") { Description = "Fit fluxes only." };
    readonly Option<double> fitRadius = new("--fit-radius") { Description = "Radius of the pixels of a PSF fit [pixels]; 0 is the whole stamp." };
    readonly Option<double> damping = new("--damp-sn") { Description = "Signal to noise below which a PSF fit is held at its first position; 0 is free." };
    readonly Option<double> clipSigma = new("--clip-sigma") { Description = "Clipping in the annulus [standard deviations].", DefaultValueFactory = _ => Usual.ClipSigma };
    readonly Option<int> clipRounds = new("--clip-iters") { Description = "Clipping rounds in the annulus; 0 is none.", DefaultValueFactory = _ => Usual.ClipIterations };
    readonly Option<double> saturation = new("--saturation") { Description = "Counts from which a pixel is saturated.", DefaultValueFactory = _ => Usual.SaturationLevel };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            sources, xName, yName, origin, method, recipe, aper, annulus, order, estimator, segments, fwhm, mapBackend, mapOrder, psf, group, noGroup, groupRadius, groupHalo,
            groupRadiusFactor, groupHaloFactor, background, error, gain, mesh, sn, centroidRounds, centroid, centroidPsf, dropNegative, saveBackground, iterations, fixedPositions,
            fitRadius, damping, clipSigma, clipRounds, saturation,
        })
        {
            command.Options.Add(option);
        }
    }

    public SourceTable Sources(ParseResult parsed) => new(parsed.GetValue(sources)!, parsed.GetValue(xName)!, parsed.GetValue(yName)!, parsed.GetValue(origin));

    public MeasureInput Input(ParseResult parsed, FrameOptionSet common, Frame frame) => common.Input(parsed, frame, parsed.GetValue(background), parsed.GetValue(error)) with
    {
        Segments = parsed.GetValue(segments) is { } path ? Labels(InputFiles.Beside(frame, "--segments", path).Pixels) : null,
    };

    /// <summary>Where background and rms are to be written; none when they are not wanted.</summary>
    public string? BackgroundTarget(ParseResult parsed) => parsed.GetValue(saveBackground);

    /// <summary>The method's name as the user gave it.</summary>
    public bool IsDeblended(ParseResult parsed) => parsed.GetValue(method)!.Equals("deblended", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a command line asks for, checked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="frame">The image, for the map of widths.</param>
    /// <exception cref="CommandException">An option makes no sense, or a file cannot be used.</exception>
    public MeasureOptions Options(ParseResult parsed, Frame frame)
    {
        var rules = OptionText.Choice(parsed, recipe, ("nocturne", MeasureRecipe.Nocturne), ("stdpipe", MeasureRecipe.Stdpipe), ("stdpipe-sep", MeasureRecipe.StdpipeSep));
        if (parsed.GetValue(group) && parsed.GetValue(noGroup)) throw new CommandException(ExitCode.Usage, "--group and --no-group contradict each other; give one of them.");
        var asWritten = rules != MeasureRecipe.Nocturne;
        var options = new MeasureOptions
        {
            Recipe = rules,
            Method = OptionText.Choice(parsed, method, ("aperture", MeasureMethod.Aperture), ("optimal", MeasureMethod.Optimal), ("psf", MeasureMethod.Psf), ("deblended", MeasureMethod.Aperture)),
            ApertureRadius = parsed.GetValue(aper),
            BackgroundAnnulus = OptionText.Pair(parsed, annulus) is { } radii ? new BackgroundRing(radii.First, radii.Second) : null,
            BackgroundOrder = parsed.GetValue(order),
            RingEstimator = OptionText.Choice(parsed, estimator, ("mean", SkyEstimator.Mean), ("median", SkyEstimator.Median), ("mode", SkyEstimator.Mode), ("sextractor", SkyEstimator.SextractorMode)),
            Fwhm = Widths(parsed, frame),
            Psf = InputFiles.Psf(parsed.GetValue(psf), asWritten),
            GroupSources = !parsed.GetValue(noGroup),
            GroupRadius = parsed.GetValue(groupRadius),
            GroupHalo = parsed.GetValue(groupHalo),
            GroupRadiusFactor = parsed.GetValue(groupRadiusFactor),
            GroupHaloFactor = HaloFactor(parsed.GetValue(groupHaloFactor)!),
            Gain = parsed.GetValue(gain),
            BackgroundMesh = parsed.GetValue(mesh),
            MinSn = parsed.GetValue(sn),
            CentroidIterations = parsed.GetValue(centroidRounds),
            CentroidMethod = Centroid(parsed.GetValue(centroid), rules),
            CentroidPsf = InputFiles.Psf(parsed.GetValue(centroidPsf), asWritten),
            KeepNegative = !parsed.GetValue(dropNegative),
            EmitBackground = parsed.GetValue(saveBackground) is not null,
            PsfMaxIterations = parsed.GetValue(iterations),
            FitPositions = !parsed.GetValue(fixedPositions),
            PsfFitRadius = parsed.GetValue(fitRadius),
            PositionDampingSn = parsed.GetValue(damping),
            ClipSigma = parsed.GetValue(clipSigma),
            ClipIterations = parsed.GetValue(clipRounds),
            SaturationLevel = parsed.GetValue(saturation),
        };
        return OptionText.Valid(() =>
        {
            options.Validate();
            return options;
        });
    }

    FwhmMap? Widths(ParseResult parsed, Frame frame)
    {
        var settings = new FwhmMapOptions
        {
            Backend = OptionText.Choice(parsed, mapBackend, ("polynomial", FieldBackend.Polynomial), ("loess", FieldBackend.Loess), ("grid", FieldBackend.Grid)),
            Order = parsed.GetValue(mapOrder) is >= 0 and <= 6 and var degree ? degree : throw new CommandException(ExitCode.Usage, $"{mapOrder.Name} must lie between 0 and 6."),
            Width = frame.Image.Width,
            Height = frame.Image.Height,
        };
        if (parsed.GetValue(fwhm) is not { } text) return null;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var number))
            return number > 0 && double.IsFinite(number) ? FwhmMap.Constant(number) : throw new CommandException(ExitCode.Usage, $"--fwhm is {text} but must be a positive number of pixels.");
        if (!text.StartsWith("map:", StringComparison.OrdinalIgnoreCase)) throw new CommandException(ExitCode.Usage, $"--fwhm takes a number of pixels or map:FILE, not '{text}'.");
        var stars = new SourceTable(text[4..], "x", "y", 0);
        return FwhmMap.Fit(stars.X, stars.Y, stars.Numbers("fwhm"), settings)
            ?? throw new CommandException(ExitCode.UnusableInput, $"{text[4..]}: no width in column 'fwhm' lies between {settings.Least} and {settings.Most} pixels.");
    }

    static CentroidMethod Centroid(string? text, MeasureRecipe rules) => text?.ToUpperInvariant() switch
    {
        null => rules == MeasureRecipe.StdpipeSep ? CentroidMethod.Windowed : CentroidMethod.CentreOfMass,
        "COM" => CentroidMethod.CentreOfMass,
        "PSF" => CentroidMethod.Psf,
        "WIN" => CentroidMethod.Windowed,
        _ => throw new CommandException(ExitCode.Usage, $"--centroid takes com, psf or win, not '{text}'."),
    };

    static double? HaloFactor(string text) => text == "none" ? null
        : double.TryParse(text, CultureInfo.InvariantCulture, out var factor) ? factor
        : throw new CommandException(ExitCode.Usage, $"--group-halo-factor takes a number or none, not '{text}'.");

    static int[] Labels(ReadOnlySpan<float> pixels)
    {
        var labels = new int[pixels.Length];
        for (var p = 0; p < labels.Length; p++) labels[p] = float.IsFinite(pixels[p]) ? (int)pixels[p] : 0;
        return labels;
    }
}

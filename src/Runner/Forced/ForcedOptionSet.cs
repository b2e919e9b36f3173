using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Fits;
using Nocturne.Core.Roman;
using Nocturne.Core.Tables;
using Nocturne.Streams.Forced;

namespace Nocturne.Runner.Forced;

/// <summary>The options of forced photometry and what they mean.</summary>
sealed class ForcedOptionSet
{
    readonly Option<string> catalogue = new("--catalog", "-c") { Description = "Catalogue: ECSV or FITS table with ra and dec [degrees]; type (PSF, SER) and fluxes in columns named like filters [maggies] if it has them.", Required = true };
    readonly Option<string[]> areas = new("--area") { Description = "Pixel-area map; several may be given, each image takes the one of its detector.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
    readonly Option<string> energy = new("--ee") { Description = "Share of light in the aperture: a table or APCORR file, a number, growth (the image's own curve), none; auto is growth where stars show it.", DefaultValueFactory = _ => "auto" };
    readonly Option<double> insideLast = new("--growth-total") { Description = "Share of the light that is assumed inside the last radius of a growth curve, 12 pixels.", DefaultValueFactory = _ => 1 };
    readonly Option<CurveInterpolation> interpolation = new("--ee-interpolation") { Description = "How the curve is read between its points.", DefaultValueFactory = _ => CurveInterpolation.Linear };
    readonly Option<double> aperture = new("--aperture", "-a") { Description = "Radius of the aperture [pixels].", DefaultValueFactory = _ => 3 };
    readonly Option<string> annulus = new("--annulus") { Description = "Radii of the sky annulus [pixels].", DefaultValueFactory = _ => "20,25" };
    readonly Option<string> clip = new("--clip") { Description = "Clipping in the annulus: standard deviations, rounds.", DefaultValueFactory = _ => "3,5" };
    readonly Option<string> badBits = new("--bad-bits") { Description = "Flag bits that keep a pixel out of the sky annulus: all, none, or a number such as 0x3.", DefaultValueFactory = _ => "all" };
    readonly Option<bool> maskAperture = new("--mask-aperture") { Description = "Leave flagged pixels out of the apertures, too." };
    readonly Option<NumberMode> numbers = new("--numbers") { Description = "Products of image and area in double precision, or rounded to the type of the array as the mission's document does.", DefaultValueFactory = _ => NumberMode.Double };
    readonly Option<InverseMethod> inverse = new("--inverse") { Description = "Sky to pixel by the inverse stored in the file, or by the exact one.", DefaultValueFactory = _ => InverseMethod.Stored };
    readonly Option<AcceptanceRule> acceptance = new("--acceptance") { Description = "What makes a source lie on the detector: that its pixel leads back to it, or gwcs' range of the corners.", DefaultValueFactory = _ => AcceptanceRule.RoundTrip };
    readonly Option<bool> onlyStars = new("--only-stars") { Description = "Leave galaxies out." };
    readonly Option<bool> counts = new("--counts") { Description = "Counts only, for images without a zero point." };
    readonly Option<double?> zeroPoint = new("--ab-zero-point") { Description = "AB magnitude of one unit of the image, in place of what the file says." };
    readonly Option<bool> noErrors = new("--errors-from-sky") { Description = "For images without errors: take them from the scatter of the annulus, and --gain." };
    readonly Option<double> gain = new("--gain") { Description = "Electrons per unit of an image without errors.", DefaultValueFactory = _ => double.PositiveInfinity };
    readonly Option<int> workers = new("--workers") { Description = "Threads; 0 is one for each processor.", DefaultValueFactory = _ => 0 };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            catalogue, areas, energy, insideLast, interpolation, aperture, annulus, clip, badBits, maskAperture, numbers, inverse, acceptance, onlyStars, counts, zeroPoint, noErrors, gain, workers,
        })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What a command line asks for.</summary>
    /// <exception cref="CommandException">An option makes no sense, or a file cannot be used.</exception>
    public ForcedRecipe Recipe(ParseResult parsed) => new()
    {
        Catalogue = Catalogue(parsed.GetValue(catalogue)!),
        CatalogueName = Path.GetFileName(parsed.GetValue(catalogue)!),
        AreaMaps = [.. parsed.GetValue(areas)!.Select(path => Opened(path, AreaMap.Open))],
        EncircledEnergy = Energy(parsed) with { InsideLast = Fraction(parsed.GetValue(insideLast)), Interpolation = parsed.GetValue(interpolation) },
        Options = Options(parsed),
        OnlyStars = parsed.GetValue(onlyStars),
        Calibration = parsed.GetValue(zeroPoint) is { } magnitude ? FluxCalibration.FromAbMagnitude(magnitude) : null,
        Workers = parsed.GetValue(workers) is > 0 and var threads ? threads : Environment.ProcessorCount,
    };

    /// <summary>All that the results depend on, one line each.</summary>
    public string Settings(ParseResult parsed)
    {
        var lines = new List<string>();
        void Line(string key, object? value) => lines.Add(string.Create(CultureInfo.InvariantCulture, $"{key} = {value}"));
        Line("catalog", Digest(parsed.GetValue(catalogue)!));
        foreach (var path in parsed.GetValue(areas)!) Line("area", Digest(path));
        Line("ee", parsed.GetValue(energy) is { } choice && File.Exists(choice) ? Digest(choice) : parsed.GetValue(energy));
        Line("growth_total", parsed.GetValue(insideLast));
        Line("ee_interpolation", parsed.GetValue(interpolation));
        Line("aperture", parsed.GetValue(aperture));
        Line("annulus", parsed.GetValue(annulus));
        Line("clip", parsed.GetValue(clip));
        Line("bad_bits", parsed.GetValue(badBits));
        Line("mask_aperture", parsed.GetValue(maskAperture));
        Line("numbers", parsed.GetValue(numbers));
        Line("inverse", parsed.GetValue(inverse));
        Line("acceptance", parsed.GetValue(acceptance));
        Line("only_stars", parsed.GetValue(onlyStars));
        Line("counts", parsed.GetValue(counts));
        Line("ab_zero_point", parsed.GetValue(zeroPoint)?.ToString(CultureInfo.InvariantCulture) ?? "of the file");
        Line("errors_from_sky", parsed.GetValue(noErrors));
        Line("gain", parsed.GetValue(gain));
        return string.Join('\n', lines);
    }

    static string Digest(string path)
    {
        using var stream = File.OpenRead(path);
        return $"{Path.GetFileName(path)} sha256:{Convert.ToHexStringLower(SHA256.HashData(stream))[..16]}";
    }

    static Table Catalogue(string path)
    {
        var table = Opened(path, TableReader.Open);
        Opened(path, _ => SourceList.From(table, "", Path.GetFileName(path)));
        return table;
    }

    EncircledEnergyChoice Energy(ParseResult parsed)
    {
        var text = parsed.GetValue(energy)!;
        switch (text)
        {
            case "auto": return EncircledEnergyChoice.Automatic;
            case "growth": return EncircledEnergyChoice.Growth;
            case "none": return EncircledEnergyChoice.None;
        }

        if (double.TryParse(text, CultureInfo.InvariantCulture, out var number)) return Valid("--ee", () => EncircledEnergyChoice.Constant(number));
        if (!File.Exists(text)) throw new CommandException(ExitCode.UnusableInput, $"{text}: there is no such file; --ee takes a table, an APCORR file, a number, growth, none or auto.");
        return EncircledEnergyChoice.Of(text);
    }

    ForcedOptions Options(ParseResult parsed)
    {
        var ring = Pair("--annulus", parsed.GetValue(annulus)!);
        var (sigmas, rounds) = Pair("--clip", parsed.GetValue(clip)!);
        var options = new ForcedOptions
        {
            ApertureRadius = parsed.GetValue(aperture),
            AnnulusInner = ring.First,
            AnnulusOuter = ring.Second,
            ClipSigma = sigmas,
            ClipRounds = (int)rounds,
            BadBits = Bits(parsed.GetValue(badBits)!),
            MaskAperture = parsed.GetValue(maskAperture),
            Numbers = parsed.GetValue(numbers),
            Inverse = parsed.GetValue(inverse),
            Acceptance = parsed.GetValue(acceptance),
            RequireCalibration = !parsed.GetValue(counts),
            RequireErrors = !parsed.GetValue(noErrors),
            Gain = parsed.GetValue(gain),
        };
        return Valid("", () =>
        {
            options.Validate();
            return options;
        });
    }

    static double Fraction(double share) => share is > 0 and <= 1 ? share : throw new CommandException(ExitCode.Usage, "--growth-total must lie above 0 and up to 1.");

    static (double First, double Second) Pair(string option, string text)
    {
        var parts = text.Split(',');
        return parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var first) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var second)
            ? (first, second)
            : throw new CommandException(ExitCode.Usage, $"{option} takes two numbers with a comma between them, not '{text}'.");
    }

    static uint Bits(string text) => text switch
    {
        "all" => uint.MaxValue,
        "none" => 0,
        _ when text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && uint.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) => bits,
        _ when uint.TryParse(text, CultureInfo.InvariantCulture, out var bits) => bits,
        _ => throw new CommandException(ExitCode.Usage, $"--bad-bits takes all, none, or a number such as 0x3, not '{text}'."),
    };

    static T Valid<T>(string option, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new CommandException(ExitCode.Usage, $"{option} {fault.Message.Split(" (Parameter")[0]}".TrimStart(), fault);
        }
    }

    static T Opened<T>(string path, Func<string, T> open)
    {
        if (!File.Exists(path)) throw new CommandException(ExitCode.UnusableInput, $"{path}: there is no such file.");
        try
        {
            return open(path);
        }
        catch (Exception fault) when (fault is AsdfException or FitsException or TableException or ScienceImageException)
        {
            throw new CommandException(ExitCode.UnusableInput, fault.Message, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.UnusableInput, $"{path}: {fault.Message}", fault);
        }
    }
}

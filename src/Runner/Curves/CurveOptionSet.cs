using System.CommandLine;
using System.Globalization;
using Nocturne.Core.LightCurves;
using Nocturne.Runner.Hocon;
using Nocturne.Runner.Measuring;
using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Curves;

/// <summary>The options that say which light curve is meant, for all commands that make one. What is not given is as in the settings.</summary>
sealed class CurveOptionSet
{
    readonly Argument<string> night = new("OUT") { Description = "Folder of a reduced night, or of one that is being reduced; or a HiPERCAM log." };
    readonly Option<int?> target = new("--target", "-t") { Description = "Number of the star in the catalogue." };
    readonly Option<string?> at = new("--at") { Description = "The star at X,Y in pixels of the reference frame of the first band." };
    readonly Option<string?> sky = new("--sky") { Description = "The star at RA,DEC in degrees." };
    readonly Option<string?> wcs = new("--wcs") { Description = "FITS image of the reference frame with a coordinate system, for --sky." };
    readonly Option<string?> comparisons = new("--comparisons", "-c") { Description = "Stars to compare with: auto learns them, or numbers such as 1,2,5." };
    readonly Option<string?> photometer = new("--photometer", "-p") { Description = "Photometer; best takes the one with the least scatter from point to point." };
    readonly Option<string[]> band = new("--band", "-b", "--bands") { Description = "Bands such as 1:g or g; all unless given.", DefaultValueFactory = _ => [] };
    readonly Option<string?> method = new("--method", "-m") { Description = "weighted, or sum as opticam does." };
    readonly Option<string?> normalise = new("--normalise", "-n") { Description = "none, median, mean or max." };
    readonly Option<string?> detrend = new("--detrend") { Description = $"What the curve is freed of, with commas: {string.Join(", ", DifferentialCurves.Regressors)}; position is x and y." };
    readonly Option<string[]> except = new("--except") { Description = "Time that the trend is not fitted to, such as an eclipse: FROM,TO in MJD on the curve's own scale.", DefaultValueFactory = _ => [] };
    readonly Option<string?> bin = new("--bin") { Description = "Length of a bin, such as 60s or 5m." };
    readonly Option<double?> telescope = new("--telescope") { Description = "Diameter of the telescope in metres: adds the noise of twinkling." };

    public Argument<string> Night => night;

    public void AddTo(Command command, bool withTarget = true)
    {
        command.Arguments.Add(night);
        if (withTarget) foreach (var option in new Option[] { target, at, sky, wcs }) command.Options.Add(option);
        foreach (var option in new Option[] { comparisons, photometer, band, method, normalise, detrend, except, bin, telescope }) command.Options.Add(option);
    }

    public NightCurves Open(ParseResult parsed) => NightCurves.Open(parsed.GetValue(night)!);

    public string? Photometer(ParseResult parsed) => parsed.GetValue(photometer);

    public IReadOnlyCollection<string> Bands(ParseResult parsed) => parsed.GetValue(band)!;

    public bool HasTarget(ParseResult parsed) => parsed.GetValue(target) is not null || parsed.GetValue(at) is not null || parsed.GetValue(sky) is not null;

    /// <exception cref="CommandException">None, or more than one, is given.</exception>
    public TargetChoice Target(ParseResult parsed)
    {
        var choice = new TargetChoice(parsed.GetValue(target), OptionText.Pair(parsed, at), OptionText.Pair(parsed, sky), parsed.GetValue(wcs));
        var given = (choice.Number is null ? 0 : 1) + (choice.At is null ? 0 : 1) + (choice.Sky is null ? 0 : 1);
        return given == 1 ? choice : throw new CommandException(ExitCode.Usage, "Say which star, in one way: --target N, --at X,Y or --sky RA,DEC.");
    }

    /// <summary>What the curve is made of.</summary>
    /// <exception cref="CommandException">An option is wrong.</exception>
    public CurveRequest Request(ParseResult parsed, NocturneSettings settings)
    {
        var usual = settings.Lightcurve;
        return new()
        {
            Comparisons = Stars(parsed.GetValue(comparisons) ?? usual.Comparisons),
            Method = Choice(parsed, method, usual.Method),
            Normalise = Choice(parsed, normalise, usual.Normalise),
            Detrend = Names(parsed.GetValue(detrend) is { } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : usual.Detrend),
            LeftOut = [.. parsed.GetValue(except)!.Select(Interval)],
            BinDays = (parsed.GetValue(bin) is { } length ? Length(length) : usual.Bin.Value).TotalDays,
            Gap = usual.Gap,
            Ensemble = new() { SaturatedShare = usual.SaturatedShare, MissingShare = usual.MissingShare, VariableSigmas = usual.VariableSigmas },
            TelescopeDiameter = parsed.GetValue(telescope) ?? usual.TelescopeDiameter,
            SiteHeight = settings.Time.Height.Or(0),
            Scintillation = usual.Scintillation,
        };
    }

    /// <summary>A length of time with its unit; a bare number counts seconds.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static TimeSpan Length(string text)
    {
        try
        {
            var length = double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : Duration.Parse(text).Value;
            return length >= TimeSpan.Zero ? length : throw new FormatException("is negative");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new CommandException(ExitCode.Usage, $"'{text}' {exception.Message}.", exception);
        }
    }

    static List<int>? Stars(string text)
    {
        if (text.Equals("auto", StringComparison.OrdinalIgnoreCase)) return null;
        var numbers = new List<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            numbers.Add(int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : throw new CommandException(ExitCode.Usage, $"--comparisons takes auto, or numbers of stars with commas between them, not '{text}'."));
        return numbers.Count > 0 ? numbers : throw new CommandException(ExitCode.Usage, "--comparisons takes auto, or numbers of stars with commas between them.");
    }

    static T Choice<T>(ParseResult parsed, Option<string?> option, T usual)
        where T : struct, Enum
    {
        if (parsed.GetValue(option) is not { } text) return usual;
        var found = Enum.GetValues<T>().Where(value => value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length == 1 ? found[0] : throw new CommandException(ExitCode.Usage, $"{option.Name} takes {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}, not '{text}'.");
    }

    static List<string> Names(IEnumerable<string> names)
    {
        var known = new List<string>();
        foreach (var name in names.SelectMany(name => name == "position" ? ["x", "y"] : new[] { name.ToLowerInvariant() }))
        {
            if (!DifferentialCurves.Regressors.Contains(name)) throw new CommandException(ExitCode.Usage, $"'{name}' is nothing that a light curve can be freed of; choose from {string.Join(", ", DifferentialCurves.Regressors)}.");
            if (!known.Contains(name)) known.Add(name);
        }

        return known;
    }

    static TimeInterval Interval(string text)
    {
        var parts = text.Split(',');
        return parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var from) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var to) && to > from
            ? new(from, to)
            : throw new CommandException(ExitCode.Usage, $"--except takes two times with a comma between them, the earlier first, not '{text}'.");
    }
}

using System.CommandLine;
using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Vetting;

namespace Nocturne.Runner.Vetting;

/// <summary>The options of vetting and what they mean.</summary>
sealed class VetOptionSet
{
    static readonly string[] Policies = ["none", "default", "hard", "hardest", "zero"];

    readonly Option<double> period = new("--period", "-p") { Description = "Period of the dips [days].", Required = true };
    readonly Option<double> epoch = new("--epoch", "-e") { Description = "Mid-time of one dip: BTJD, or a whole BJD.", Required = true };
    readonly Option<double> duration = new("--duration", "-d") { Description = "Full duration of a dip [hours].", Required = true };
    readonly Option<double?> depth = new("--depth") { Description = "Depth, as a share of the light. It is only written into the result: no check measures with it." };
    readonly Option<string> quality = new("--quality", "-q") { Description = "Cadences to leave out: none, default, hard, hardest, zero (any bit), or the sum of quality bits.", DefaultValueFactory = _ => "default" };
    readonly Option<string[]> neighbours = new("--neighbour") { Description = "A star that may be the true host, NAME=RA,DEC [degrees]; may be given several times.", DefaultValueFactory = _ => [] };
    readonly Option<string[]> places = new("--neighbour-pixel") { Description = "The same by its place in the stamp, NAME=ROW,COLUMN, counted from 0.", DefaultValueFactory = _ => [] };
    readonly Option<string?> target = new("--target-pixel") { Description = "Where the target stands, ROW,COLUMN, in place of what the file's coordinates say; the reference's apertures go there, too, not to the middle of the stamp." };
    readonly Option<string> aperture = new("--aperture", "-a") { Description = "Aperture of the ghost check: optimal (the file's), collected, or a radius round the target [pixels].", DefaultValueFactory = _ => "optimal" };
    readonly Option<string?> radii = new("--radii") { Description = "Radii of the reference numbers [pixels], such as 1.5,2,2.5,3,3.5." };
    readonly Option<string?> ring = new("--ring") { Description = "Ring of the ghost check's reference numbers [pixels], such as 3,6." };
    readonly Option<double?> prfSigma = new("--prf-sigma") { Description = "Width of the star that the ghost check's reference numbers compare with [pixels]." };
    readonly Option<double?> psfSigma = new("--psf-sigma") { Description = "Width of the stars' images for Nocturne's own numbers [pixels]; measured unless given." };
    readonly Option<int> draws = new("--draws") { Description = "Draws of the bootstrap that gives the errors.", DefaultValueFactory = _ => 500 };
    readonly Option<int> seed = new("--seed") { Description = "Seed of the bootstrap.", DefaultValueFactory = _ => 1 };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { period, epoch, duration, depth, quality, neighbours, places, target, aperture, radii, ring, prfSigma, psfSigma, draws, seed }) command.Options.Add(option);
    }

    /// <summary>What a command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="scale">What the radii of Nocturne's own numbers are multiplied by, for images of stars that are larger than those of the missions.</param>
    /// <exception cref="CommandException">An option makes no sense.</exception>
    public VetRequest Request(ParseResult parsed, double scale = 1) => new()
    {
        Ephemeris = Ephemeris(parsed),
        Checks = Checks(parsed, scale),
        Quality = Quality(parsed.GetValue(quality)!),
        Neighbours = Neighbours(parsed),
        Aperture = Aperture(parsed.GetValue(aperture)!),
        Target = Target(parsed),
        PsfSigma = Positive("--psf-sigma", parsed.GetValue(psfSigma)),
    };

    TransitEphemeris Ephemeris(ParseResult parsed)
    {
        try
        {
            return new(parsed.GetValue(period), parsed.GetValue(epoch), parsed.GetValue(duration), parsed.GetValue(depth));
        }
        catch (ArgumentException fault)
        {
            throw new CommandException(ExitCode.Usage, fault.Message.Split(" (Parameter")[0], fault);
        }
    }

    VettingChecks Checks(ParseResult parsed, double scale)
    {
        var (count, start) = (parsed.GetValue(draws), parsed.GetValue(seed));
        if (count < 10) throw new CommandException(ExitCode.Usage, $"--draws must be at least 10, not {count}.");
        if (start < 0) throw new CommandException(ExitCode.Usage, $"--seed must not be negative: {start}.");
        var reference = new ApertureDependenceOptions();
        if (Target(parsed) is { } centre) reference = reference with { Centre = centre };
        if (parsed.GetValue(radii) is { } list) reference = reference with { Radii = Radii(list) };
        var ghost = new GhostOptions();
        if (parsed.GetValue(ring) is { } text)
        {
            if (Numbers(text) is not [>= 0 and var inner, var outer] || !(outer > inner)) throw new CommandException(ExitCode.Usage, $"--ring takes two growing radii with a comma between them, not '{text}'.");
            ghost = ghost with { RingInner = inner, RingOuter = outer };
        }

        if (Positive("--prf-sigma", parsed.GetValue(prfSigma)) is { } sigma) ghost = ghost with { PrfSigma = sigma };
        var own = new RefinedApertureOptions { Draws = count, Seed = (ulong)start };
        var ownGhost = new RefinedGhostOptions { Draws = count, Seed = (ulong)start };
        own = own with { Radii = [.. own.Radii.Select(radius => scale * radius)], RingWidth = scale * own.RingWidth, NeighbourMaskRadius = scale * own.NeighbourMaskRadius };
        ownGhost = ownGhost with { HaloInner = scale * ownGhost.HaloInner, HaloOuter = scale * ownGhost.HaloOuter, CoreRadius = scale * ownGhost.CoreRadius, NeighbourMaskRadius = scale * ownGhost.NeighbourMaskRadius };
        return VettingChecks.Default.With(new ApertureDependenceCheck(reference, own)).With(new GhostCheck(ghost, ownGhost));
    }

    NeighbourChoice[] Neighbours(ParseResult parsed)
    {
        NeighbourChoice[] all = [.. parsed.GetValue(neighbours)!.Select(InSky), .. parsed.GetValue(places)!.Select(InStamp)];
        var twice = all.Select(neighbour => neighbour.Name).Append("target").GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? all : throw new CommandException(ExitCode.Usage, $"Two stars are called '{twice.Key}'; the target itself is called 'target'.");
    }

    static NeighbourChoice InSky(string text)
    {
        var (name, first, second) = Named("--neighbour", "NAME=RA,DEC", text);
        return second is >= -90 and <= 90 ? new(name, new SkyPosition(first, second), null) : throw new CommandException(ExitCode.Usage, $"--neighbour {text}: a declination lies between -90 and 90 degrees.");
    }

    static NeighbourChoice InStamp(string text)
    {
        var (name, row, column) = Named("--neighbour-pixel", "NAME=ROW,COLUMN", text);
        return new(name, null, new StampPlace(row, column));
    }

    static (string Name, double First, double Second) Named(string option, string form, string text)
    {
        var equals = text.LastIndexOf('=');
        return equals > 0 && Numbers(text[(equals + 1)..]) is [var first, var second] ? (text[..equals], first, second) : throw new CommandException(ExitCode.Usage, $"{option} takes {form}, not '{text}'.");
    }

    StampPlace? Target(ParseResult parsed) => parsed.GetValue(target) is not { } text ? null
        : Numbers(text) is [var row, var column] ? new(row, column)
        : throw new CommandException(ExitCode.Usage, $"--target-pixel takes ROW,COLUMN, not '{text}'.");

    static double[] Radii(string text) =>
        Numbers(text) is { Length: > 1 } numbers && Array.TrueForAll(numbers, radius => radius > 0) ? numbers
            : throw new CommandException(ExitCode.Usage, $"--radii takes at least two positive numbers with commas between them, not '{text}'.");

    static string Quality(string text) => Policies.Contains(text) || VetRequest.QualityBits(text) is >= 0 ? text
        : throw new CommandException(ExitCode.Usage, $"--quality takes {string.Join(", ", Policies)}, or a sum of bits, not '{text}'.");

    static string Aperture(string text) => text is "optimal" or "collected" || Numbers(text) is [> 0] ? text
        : throw new CommandException(ExitCode.Usage, $"--aperture takes optimal, collected, or a radius, not '{text}'.");

    static double? Positive(string option, double? value) => value is null or (> 0 and < double.PositiveInfinity) ? value
        : throw new CommandException(ExitCode.Usage, $"{option} must be a positive number, not {value.Value.ToString(CultureInfo.InvariantCulture)}.");

    /// <summary>Finite numbers with commas between them; null if there is anything else.</summary>
    static double[]? Numbers(string text)
    {
        var parts = text.Split(',');
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i])) return null;
        }

        return numbers;
    }
}

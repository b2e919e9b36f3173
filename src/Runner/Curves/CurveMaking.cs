using System.CommandLine;
using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Curves;

/// <summary>From a command line to light curves: the steps that all commands share.</summary>
static class CurveMaking
{
    /// <summary>The curves of the target in all bands that are asked for and have it.</summary>
    /// <exception cref="CommandException">There is no night, no such star, or no band has it.</exception>
    public static (NightCurves Night, IReadOnlyList<BandLightCurve> Curves, CurveRequest Request) Make(ParseResult parsed, CurveOptionSet options, NocturneSettings settings)
    {
        var request = options.Request(parsed, settings);
        var choice = options.Target(parsed);
        var night = options.Open(parsed);
        var bands = night.Choose(options.Bands(parsed));
        var isNamed = options.Bands(parsed).Count > 0 && !options.Bands(parsed).Contains("all");
        if (options.Photometer(parsed) is not "best") return (night, OfAll(night, bands, night.Photometer(options.Photometer(parsed)), choice, isNamed, request), request);

        var trials = night.Photometers.Select(label => OfAll(night, bands, label, choice, isNamed, request)).ToList();
        var best = trials.MinBy(curves => curves.Average(curve => curve.PointToPoint() is var scatter && double.IsFinite(scatter) ? scatter : double.MaxValue))!;
        return (night, best, request);
    }

    /// <summary>A number that only one of two bands has, because they are numbered apart, must not be taken for the same star in both.</summary>
    static string Sentence(Streams.Night.BandKey band, string note) =>
        $"Band {band}: {note}; its stars have numbers of their own, and none is taken for that of another band. Ask for this band alone: --bands {band} with --target or --at.";

    static List<BandLightCurve> OfAll(NightCurves night, IReadOnlyList<Streams.Night.BandKey> bands, string photometer, TargetChoice choice, bool isNamed, CurveRequest request)
    {
        var curves = new List<BandLightCurve>();
        var missing = new List<CommandException>();
        int? number = null;
        foreach (var key in bands)
        {
            var band = night.Read(key, photometer);
            number ??= choice.In(band, night);
            try
            {
                curves.Add(DifferentialCurves.Make(band, number.Value, request));
            }
            catch (CommandException exception) when (exception.Code == ExitCode.UnusableInput && bands.Count > 1)
            {
                // A star may be missing in one band; it is the answer when it is missing in all.
                var cause = night.NumberingNote(key) is { } note ? new(exception.Code, Sentence(key, note)) : exception;
                if (isNamed && cause != exception) throw cause;
                missing.Add(cause);
            }
        }

        if (curves.Count == 0) throw missing.FirstOrDefault() ?? new CommandException(ExitCode.UnusableInput, $"{night.Name}: there are no light curves yet.");
        curves[0] = curves[0] with { Remarks = [.. curves[0].Remarks, .. missing.Select(exception => exception.Message)] };
        return curves;
    }
}

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
        if (options.Photometer(parsed) is not "best") return (night, OfAll(night, bands, night.Photometer(options.Photometer(parsed)), choice, request), request);

        var trials = night.Photometers.Select(label => OfAll(night, bands, label, choice, request)).ToList();
        var best = trials.MinBy(curves => curves.Average(curve => curve.PointToPoint() is var scatter && double.IsFinite(scatter) ? scatter : double.MaxValue))!;
        return (night, best, request);
    }

    static List<BandLightCurve> OfAll(NightCurves night, IReadOnlyList<Streams.Night.BandKey> bands, string photometer, TargetChoice choice, CurveRequest request)
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
                missing.Add(exception);
            }
        }

        if (curves.Count == 0) throw missing.FirstOrDefault() ?? new CommandException(ExitCode.UnusableInput, $"{night.Name}: there are no light curves yet.");
        curves[0] = curves[0] with { Remarks = [.. curves[0].Remarks, .. missing.Select(exception => exception.Message)] };
        return curves;
    }
}

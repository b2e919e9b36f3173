using System.CommandLine;
using Nocturne.Runner.Curves;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne plot OUT</c>: the pictures of a night, and of a star.</summary>
static class PlotCommand
{
    static readonly string[] OfTarget = ["lightcurve", "red-noise", "periodogram", "folded", "spectrum", "correlation"];

    public static Command Create(CommandOutput output)
    {
        var options = new CurveOptionSet();
        var kinds = new Option<string[]>("--kind", "-k")
        {
            Description = $"What to draw, with commas: {string.Join(", ", NightPlots.Kinds)}; of a star: {string.Join(", ", OfTarget)}. All that can be drawn unless given.",
            DefaultValueFactory = _ => [],
        };
        var folder = new Option<string?>("--out", "-o") { Description = "Folder for the pictures; plots in OUT unless given." };
        var frames = new Option<string?>("--frames") { Description = "Folder of the frames that the night was reduced from, for the movie and the background." };
        var period = new Option<string?>("--period") { Description = "Period to fold with, such as 20m (a bare number counts seconds); the best one unless given." };
        var segment = new Option<string?>("--segment") { Description = "Length of a segment of the power spectrum, such as 5m; the longest stretch without a gap unless given." };
        var command = new Command(
            "plot",
            "Pictures (PNG) of a night: stars and apertures, background, growth curves, cuts, noise, scatter against flux, cadence, conditions, a movie of the frames; and, with --target, of a star's light curves.\n\n"
            + "Example: nocturne plot 2024-06-08 --target 3 --kind lightcurve,noise,rms-flux --out pictures");
        options.AddTo(command);
        foreach (var option in new Option[] { kinds, folder, frames, period, segment }) command.Options.Add(option);
        var common = new CommonOptions().AddTo(command);
        command.SetAction(parsed =>
        {
            var settings = common.Settings(parsed);
            var source = options.Open(parsed);
            var isNight = NightStore.Exists(source.Name);
            var wanted = Kinds(parsed.GetValue(kinds)!, options.HasTarget(parsed), isNight, parsed.GetValue(frames) is not null);
            var place = parsed.GetValue(folder) ?? (isNight ? Path.Combine(source.Name, "plots") : ".");
            var written = new List<string>();
            int? target = null;
            if (options.HasTarget(parsed))
            {
                var (_, curves, request) = CurveMaking.Make(parsed, options, settings);
                target = curves[0].Target;
                var days = parsed.GetValue(period) is { } length ? CurveOptionSet.Length(length).TotalDays : (double?)null;
                var spectrum = parsed.GetValue(segment) is { } part ? CurveOptionSet.Length(part).TotalDays : (double?)null;
                var plots = new TargetPlots(curves, days, spectrum, place);
                plots.Write(wanted);
                written.AddRange(plots.Written);
                foreach (var remark in plots.Remarks) output.Errors.WriteLine(remark);
            }

            if (isNight && wanted.Any(NightPlots.Kinds.Contains))
            {
                var label = options.Photometer(parsed) is "best" or null ? source.Photometer(null) : source.Photometer(options.Photometer(parsed));
                var plots = new NightPlots(source.Name, label, source.Choose(options.Bands(parsed)), target, parsed.GetValue(frames), place);
                plots.Write(wanted);
                written.AddRange(plots.Written);
                foreach (var remark in plots.Remarks) output.Errors.WriteLine(remark);
            }

            foreach (var path in written) output.Results.WriteLine(path);
            return (int)(written.Count > 0 ? ExitCode.Success : ExitCode.NothingReduced);
        });
        return command;
    }

    static string[] Kinds(string[] given, bool hasTarget, bool isNight, bool hasFrames)
    {
        string[] known = [.. NightPlots.Kinds, .. OfTarget];
        string[] names = [.. given.SelectMany(name => name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        foreach (var name in names)
        {
            if (!known.Contains(name)) throw new CommandException(ExitCode.Usage, $"'{name}' is not a picture; choose from {string.Join(", ", known)}.");
            if (OfTarget.Contains(name) && !hasTarget) throw new CommandException(ExitCode.Usage, $"'{name}' is a picture of a star: say which one with --target N, --at X,Y or --sky RA,DEC.");
            if (name is "movie" or "background" && !hasFrames) throw new CommandException(ExitCode.Usage, $"'{name}' needs the frames themselves: say where they are with --frames NIGHT.");
        }

        return names.Length > 0 ? names : [.. known.Where(name => (hasTarget || !OfTarget.Contains(name)) && (isNight || OfTarget.Contains(name)) && (hasFrames || name is not ("movie" or "background")))];
    }
}

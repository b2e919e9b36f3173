using System.Globalization;
using Nocturne.Core.Instruments;

namespace Nocturne.Runner.Commands;

/// <summary>A frame's facts as names and values for people.</summary>
static class FactLines
{
    public static IEnumerable<(string Name, string Value)> Of(FrameFacts facts)
    {
        yield return ("dialect", facts.Dialect);
        yield return ("camera", facts.Camera);
        yield return ("filter", facts.Filter ?? "unknown");
        yield return ("kind", facts.Kind.ToString().ToLowerInvariant());
        if (facts.Object is { } target) yield return ("object", target);
        yield return ("start (UTC)", facts.StartUtc?.ToString() ?? "unknown");
        yield return ("mid (UTC)", facts.MidUtc?.ToString() ?? "unknown");
        if (facts.TimeSource is { } source) yield return ("time from", source);
        if (facts.TimeResolutionSeconds is { } resolution) yield return ("time known to", Line($"{resolution:G3} s"));
        yield return ("exposure", Number(facts.ExposureSeconds, "s"));
        yield return ("binning", $"{facts.BinX}x{facts.BinY}");
        if (facts.PixelScale is { } scale) yield return ("pixel scale", Line($"{scale:G4} arcseconds"));
        if (facts is { WindowX: { } column, WindowY: { } row }) yield return ("window", Line($"from column {column} and row {row} of the chip"));
        if (facts.Mosaic is { } mosaic) yield return ("mosaic", mosaic);
        if (facts.Combined > 1) yield return ("combined", Line($"{facts.Combined} frames"));
        yield return ("gain", Number(facts.Gain, "electrons per ADU"));
        yield return ("read noise", Number(facts.ReadNoise, "electrons"));
        yield return ("dark current", Number(facts.DarkCurrent, "electrons per pixel and second"));
        yield return ("saturation", Number(facts.Saturation, "ADU"));
        yield return ("position", facts.Position is { } position ? Line($"{position.RightAscensionDegrees:F5} {position.DeclinationDegrees:F5} degrees") : "unknown");
        yield return ("site", facts.Observatory is { } site ? Line($"longitude {site.LongitudeDegreesEast:F5} east, latitude {site.LatitudeDegrees:F5} degrees, {site.HeightMetres:F0} m") : "unknown");
        if (facts.Airmass is { } airmass) yield return ("airmass", Line($"{airmass:F3}"));
    }

    static string Number(double? value, string unit) => value is { } number ? Line($"{number:G6} {unit}") : "unknown";

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Text.Json;
using Nocturne.Core.Vetting;

namespace Nocturne.Conformance.Tess;

/// <summary>Reads what a run asks for.</summary>
static class RunParameters
{
    public static TransitEphemeris Ephemeris(JsonElement run)
    {
        var ephemeris = run.GetProperty("ephemeris");
        return new(ephemeris.GetProperty("period_days").GetDouble(), ephemeris.GetProperty("t0_btjd").GetDouble(), ephemeris.GetProperty("duration_hours").GetDouble());
    }

    public static ApertureDependenceOptions Aperture(JsonElement run)
    {
        var options = new ApertureDependenceOptions();
        if (Parameter(run, "radii_px") is { } radii) options = options with { Radii = [.. radii.EnumerateArray().Select(radius => radius.GetDouble())] };
        if (Parameter(run, "center_row_col") is { } centre) options = options with { Centre = new(centre[0].GetDouble(), centre[1].GetDouble()) };
        return options;
    }

    public static GhostOptions Ghost(JsonElement run)
    {
        var options = new GhostOptions();
        if (Parameter(run, "background_annulus") is { } ring) options = options with { RingInner = ring[0].GetDouble(), RingOuter = ring[1].GetDouble() };
        if (Parameter(run, "prf_sigma") is { } sigma) options = options with { PrfSigma = sigma.GetDouble() };
        return options;
    }

    public static VettingInput Input(JsonElement run, TransitEphemeris ephemeris, TargetPixels pixels) => new()
    {
        Ephemeris = ephemeris,
        Pixels = IsWithheld(run, "tpf") ? null : pixels,
        LightCurveTimes = run.TryGetProperty("lc_time_range_btjd", out var range) ? LightCurve(range) : null,
    };

    public static bool IsWithheld(JsonElement run, string what) => run.TryGetProperty(what, out var value) && value.GetString() == "withheld";

    static JsonElement? Parameter(JsonElement run, string name)
    {
        if (!run.TryGetProperty("params", out var parameters)) return null;
        string[] known = ["radii_px", "center_row_col", "background_annulus", "prf_sigma"];
        if (parameters.EnumerateObject().FirstOrDefault(property => !known.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } odd)
            throw new InvalidDataException($"the parameter '{odd.Name}' is not known here");
        return parameters.TryGetProperty(name, out var value) ? value : null;
    }

    static double[]? LightCurve(JsonElement range) => range.ValueKind switch
    {
        JsonValueKind.Array => [range[0].GetDouble(), range[1].GetDouble()],
        JsonValueKind.String when range.GetString()!.StartsWith("same", StringComparison.Ordinal) => null,
        JsonValueKind.String when range.GetString()!.StartsWith("no finite", StringComparison.Ordinal) => [double.NaN],
        _ => throw new InvalidDataException($"the range of the light curve '{range}' is not understood"),
    };
}

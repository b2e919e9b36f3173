using System.Text.Json;
using Nocturne.Core.Vetting;

namespace Nocturne.Conformance.Tess;

/// <summary>Compares one result with what is expected: every number to a part in 10⁹, everything else exactly.</summary>
/// <param name="tally">Where the deviations go; those of numbers are relative.</param>
sealed class ResultComparison(Tally tally)
{
    const double Tolerance = 1e-9;

    /// <summary>Numbers smaller than this are compared as if they were as large.</summary>
    const double Small = 1e-6;

    /// <summary>Parts of the expectation that describe it, or that are words without a meaning for the numbers.</summary>
    static readonly string[] NotCompared = ["status", "flags", "confidence", "metrics", "reasons", "center_policy"];

    public void Compare(VettingResult actual, JsonElement expected)
    {
        Demand("status", VettingJson.StatusName(actual.Status) == expected.GetProperty("status").GetString());
        string[] flags = [.. expected.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()!)];
        Demand("flags", actual.Flags.Order(StringComparer.Ordinal).SequenceEqual(flags.Order(StringComparer.Ordinal)));
        if (expected.TryGetProperty("reasons", out var reasons))
        {
            foreach (var reason in reasons.EnumerateArray()) Demand($"reason {reason.GetString()}", actual.Notes.Any(note => note.Code == reason.GetString()));
        }

        Value("confidence", actual.Confidence, expected.GetProperty("confidence"));
        Metrics(actual, expected.GetProperty("metrics"));
        if (actual.Detail is ApertureDependenceDetail aperture) Aperture(aperture.Reference, expected);
        if (actual.Detail is GhostDetail ghost) Ghost(ghost.Reference, expected);
    }

    /// <summary>A number, also one that JSON cannot hold.</summary>
    public static double Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => throw new InvalidDataException($"'{text}' is not a number"),
        },
        _ => throw new InvalidDataException($"'{element}' is not a number"),
    };

    void Metrics(VettingResult actual, JsonElement expected)
    {
        var known = expected.EnumerateObject().Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in actual.Metrics.Keys.Where(name => !known.Contains(name))) Demand($"unexpected metric {name}", false);
        var tie = TiedAperture(actual, expected);
        foreach (var metric in expected.EnumerateObject())
        {
            if (!actual.Metrics.TryGetValue(metric.Name, out var value)) Demand($"missing metric {metric.Name}", false);
            else if (tie is not null && metric.Name == "recommended_aperture_pixels") Demand(metric.Name, true);
            else if (tie is not null && metric.Name == "drift_fraction_recommended") Value(metric.Name, double.IsFinite(tie.Drift) ? tie.Drift : MetricValue.Null, metric.Value);
            else Value(metric.Name, value, metric.Value);
        }
    }

    /// <summary>The expected recommended aperture, where it is not ours but its depth is exactly as near to the median: with an even number of unstable depths rounding decides between two.</summary>
    static ApertureDepth? TiedAperture(VettingResult actual, JsonElement expected)
    {
        if (actual.Detail is not ApertureDependenceDetail { Reference: var numbers } || numbers.Depths.Count % 2 != 0 || numbers.Stability > 0.7) return null;
        if (!expected.TryGetProperty("recommended_aperture_pixels", out var radius) || radius.GetDouble() == numbers.Recommended.Radius) return null;
        double[] sorted = [.. numbers.Depths.Select(depth => depth.DepthPpm).Order()];
        var median = (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        var theirs = numbers.Depths.FirstOrDefault(depth => depth.Radius == radius.GetDouble());
        if (theirs is null) return null;
        var (their, our) = (Math.Abs(theirs.DepthPpm - median), Math.Abs(numbers.Recommended.DepthPpm - median));
        return Math.Abs(their - our) <= Tolerance * Math.Max(their, Math.Abs(median)) ? theirs : null;
    }

    void Aperture(ApertureDependenceNumbers numbers, JsonElement expected)
    {
        foreach (var part in expected.EnumerateObject())
        {
            switch (part.Name)
            {
                case "depth_ppm_by_radius": ByRadius(part.Name, numbers, part.Value, depth => depth.DepthPpm); break;
                case "background_annulus_radii_pixels": Row(part.Name, [numbers.Ring.Inner, numbers.Ring.Outer], part.Value); break;
                case "plot":
                    Row("plot radii", numbers.Depths.Select(depth => depth.Radius), part.Value.GetProperty("aperture_radii_px"));
                    Row("plot depths", numbers.Depths.Select(depth => depth.DepthPpm), part.Value.GetProperty("depths_ppm"));
                    if (part.Value.TryGetProperty("depth_errs_ppm", out var bars) && bars.ValueKind == JsonValueKind.Array) Row("plot bars", numbers.ScatterBars, bars);
                    break;
                case "detail": Detail(numbers, part.Value); break;
                default: Demand($"a comparison for {part.Name}", NotCompared.Contains(part.Name)); break;
            }
        }
    }

    void Detail(ApertureDependenceNumbers numbers, JsonElement expected)
    {
        foreach (var part in expected.EnumerateObject())
        {
            switch (part.Name)
            {
                case "n_cadences_total": tally.Same(part.Name, numbers.CadencesTotal, part.Value.GetInt64()); break;
                case "n_cadences_used": tally.Same(part.Name, numbers.CadencesUsed, part.Value.GetInt64()); break;
                case "n_cadences_dropped": tally.Same(part.Name, numbers.CadencesTotal - numbers.CadencesUsed, part.Value.GetInt64()); break;
                case "n_apertures_local_used": tally.Same(part.Name, numbers.Depths.Count(depth => !depth.IsSectorFallback), part.Value.GetInt64()); break;
                case "n_apertures_sector_fallback": tally.Same(part.Name, numbers.SectorFallbacks, part.Value.GetInt64()); break;
                case "drift_fraction_by_aperture": ByRadius(part.Name, numbers, part.Value, depth => depth.Drift); break;
                default: Demand($"a comparison for {part.Name}", NotCompared.Contains(part.Name)); break;
            }
        }
    }

    void Ghost(GhostNumbers numbers, JsonElement expected)
    {
        foreach (var part in expected.EnumerateObject())
        {
            switch (part.Name)
            {
                case "aperture_sign_consistent": Demand(part.Name, numbers.SignsAgree == part.Value.GetBoolean()); break;
                case "stamp_shape": Row(part.Name, [numbers.Rows, numbers.Columns], part.Value); break;
                case "difference_image":
                    var row = 0;
                    foreach (var line in part.Value.EnumerateArray()) Row(part.Name, numbers.Difference.Skip(numbers.Columns * row++).Take(numbers.Columns), line);
                    tally.Same("rows of the difference image", numbers.Rows, row);
                    break;
                default: Demand($"a comparison for {part.Name}", NotCompared.Contains(part.Name)); break;
            }
        }
    }

    void ByRadius(string name, ApertureDependenceNumbers numbers, JsonElement expected, Func<ApertureDepth, double> value)
    {
        var known = expected.EnumerateObject().ToDictionary(entry => double.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture), entry => entry.Value);
        foreach (var depth in numbers.Depths)
        {
            if (known.TryGetValue(depth.Radius, out var element)) Close(name, value(depth), Number(element));
            else Demand($"{name} at {depth.Radius}", false);
        }
    }

    void Row(string name, IEnumerable<double> actual, JsonElement expected)
    {
        double[] values = [.. actual];
        tally.Same($"{name}: count", values.Length, expected.GetArrayLength());
        for (var i = 0; i < Math.Min(values.Length, expected.GetArrayLength()); i++) Close(name, values[i], Number(expected[i]));
    }

    void Value(string name, MetricValue actual, JsonElement expected)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null: Demand(name, actual.IsNull); break;
            case JsonValueKind.True or JsonValueKind.False: Demand(name, actual.IsTruth && actual.Number != 0 == expected.GetBoolean()); break;
            case JsonValueKind.String when expected.GetString() is not ("NaN" or "Infinity" or "-Infinity"): Demand(name, actual.Text == expected.GetString()); break;
            default:
                if (actual.IsNull) Demand(name, false);
                else Close(name, actual.Number, Number(expected));
                break;
        }
    }

    void Close(string name, double actual, double expected) =>
        tally.Limit(name, actual.Equals(expected) ? 0 : Math.Abs(actual - expected) / Math.Max(Math.Abs(expected), Small), Tolerance);

    void Demand(string what, bool holds) => tally.Limit(what, holds ? 0 : 1, 0);
}

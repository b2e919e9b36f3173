using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nocturne.Core.LightCurves;

namespace Nocturne.Runner.Curves;

/// <summary>What is said about light curves beside their points: the comparisons used and left out with the reasons, trends, good times, noise.</summary>
static class CurveSummary
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The summary as JSON.</summary>
    public static string Json(NightCurves night, IReadOnlyList<BandLightCurve> curves, CurveRequest request) => new JsonObject
    {
        ["program"] = $"Nocturne {ProgramVersion.Text}",
        ["night"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(night.Name)),
        ["settings_digest"] = night.Info.SettingsDigest,
        ["target"] = curves[0].Target,
        ["photometer"] = curves[0].Band.Photometer,
        ["method"] = request.Method.ToString().ToLowerInvariant(),
        ["normalised_by"] = request.Normalise.ToString().ToLowerInvariant(),
        ["bin_seconds"] = request.BinDays > 0 ? Math.Round(request.BinDays * 86400, 6) : null,
        ["bands"] = new JsonArray([.. curves.Select(curve => Band(curve, request))]),
    }.ToJsonString(Readable).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";

    /// <summary>The summary in lines for people.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<BandLightCurve> curves)
    {
        foreach (var curve in curves)
        {
            var series = curve.Series();
            yield return string.Create(CultureInfo.InvariantCulture, $"{curve.Band.Band}  star {curve.Target}  {series.Count:N0} points  scatter from point to point {curve.PointToPoint() * 100:0.000} %");
            yield return $"  compared with {DifferentialCurves.Numbers(curve.Ensemble.Used.Select(star => star.Number))}";
            foreach (var star in curve.Ensemble.Comparisons.Where(star => star.Reason is not null)) yield return $"  {(star.IsUsed ? "beware of" : "not")} {star.Number}: {star.Reason}";
            foreach (var term in curve.Detrended?.Terms ?? [])
            {
                yield return term.IsUsed
                    ? string.Create(CultureInfo.InvariantCulture, $"  freed of {term.Name}: {term.Slope:0.#####} ± {term.SlopeError:0.#####} per unit")
                    : $"  not freed of {term.Name}: {term.Reason}";
            }

            foreach (var remark in curve.Remarks) yield return $"  {remark}";
        }
    }

    static JsonObject Band(BandLightCurve curve, CurveRequest request)
    {
        var series = curve.Series();
        return new()
        {
            ["band"] = curve.Band.Band.ToString(),
            ["points"] = curve.Rows.Count(),
            ["usable_points"] = series.Count,
            ["time_scale"] = curve.Band.IsBarycentric ? "bmjd_tdb_mid" : "mjd_utc_mid",
            ["unit"] = Number(curve.Unit),
            ["point_to_point_scatter"] = Number(curve.PointToPoint()),
            ["median_error"] = Number(Median([.. series.Error.Select((error, i) => error / Math.Abs(series.Value[i]))])),
            ["good_times"] = new JsonArray([.. GoodTimes.Of(series.Time, request.Gap).Select(interval => new JsonArray(interval.Start, interval.End))]),
            ["comparisons_used"] = new JsonArray([.. curve.Ensemble.Comparisons.Where(star => star.IsUsed).Select(star => Star(star, curve.Method))]),
            ["comparisons_dropped"] = new JsonArray([.. curve.Ensemble.Comparisons.Where(star => !star.IsUsed).Select(star => Star(star, curve.Method))]),
            ["trend"] = curve.Detrended is { } detrended ? new JsonArray([.. detrended.Terms.Select(Term)]) : null,
            ["remarks"] = new JsonArray([.. curve.Remarks.Select(remark => (JsonNode)remark)]),
        };
    }

    static JsonObject Star(ComparisonVerdict star, CurveMethod method) => new()
    {
        ["star"] = star.Number,
        ["weight"] = Number(method == CurveMethod.Weighted ? star.Weight : star.IsUsed ? 1 : 0),
        ["flux"] = Number(star.Level),
        ["scatter"] = Number(star.Scatter),
        ["expected_scatter"] = Number(star.Expected),
        ["fault"] = star.Fault == ComparisonFault.None ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(star.Fault.ToString()),
        ["reason"] = star.Reason,
    };

    static JsonObject Term(DetrendingTerm term) => new()
    {
        ["name"] = term.Name,
        ["used"] = term.IsUsed,
        ["slope"] = Number(term.Slope),
        ["slope_error"] = Number(term.SlopeError),
        ["gain"] = Number(term.Gain),
        ["reason"] = term.Reason,
    };

    static double Median(double[] values) => Core.Photometry.SigmaClip.Median(values);

    static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}

using System.Text.Json;
using Nocturne.Core.Vetting;

namespace Nocturne.Conformance.Tess;

/// <summary>Stamps of a target pixel file.</summary>
sealed class PixelFileSource(string path) : ITessSource
{
    readonly TargetPixelFile file = TargetPixelReader.Read(path);

    public CaseResult CompareReader(string title, JsonElement expected)
    {
        var tally = new Tally();
        var pixels = file.Pixels;
        double[] finite = [.. pixels.Times.ToArray().Where(double.IsFinite)];
        double sum = 0;
        var missing = 0;
        foreach (var value in pixels.Flux)
        {
            if (float.IsFinite(value)) sum += value;
            else missing++;
        }

        var quality = pixels.Quality.ToArray();
        foreach (var property in expected.EnumerateObject())
        {
            var (key, value) = (property.Name, property.Value);
            switch (key)
            {
                case "n_cadences": tally.Same(key, pixels.CadenceCount, value.GetInt64()); break;
                case "n_rows": tally.Same(key, pixels.Rows, value.GetInt64()); break;
                case "n_cols": tally.Same(key, pixels.Columns, value.GetInt64()); break;
                case "n_time_nonfinite": tally.Same(key, pixels.CadenceCount - finite.Length, value.GetInt64()); break;
                case "time_btjd_first_finite": Known(tally, key, finite.Length > 0 ? finite[0] : null, value); break;
                case "time_btjd_last_finite": Known(tally, key, finite.Length > 0 ? finite[^1] : null, value); break;
                case "n_quality_nonzero": tally.Same(key, quality.Count(bits => bits != 0), value.GetInt64()); break;
                case "quality_or_of_all": tally.Same(key, quality.Aggregate(0, (all, bits) => all | bits), value.GetInt64()); break;
                case "n_pixels_bit1": Known(tally, key, file.PixelsWithBit(TargetPixelFile.Collected)?.Count(set => set), value); break;
                case "n_pixels_bit2": Known(tally, key, file.PixelsWithBit(TargetPixelFile.OptimalAperture)?.Count(set => set), value); break;
                case "n_flux_nonfinite": tally.Same(key, missing, value.GetInt64()); break;
                case "flux_sum_finite_double": tally.Compare(key, sum, value.GetDouble(), 1e-9 * Math.Abs(value.GetDouble())); break;
                case "flux_samples_cadence_row_col_value":
                    foreach (var sample in value.EnumerateArray())
                    {
                        var pixel = (sample[1].GetInt32() * pixels.Columns) + sample[2].GetInt32();
                        tally.Compare(key, pixels.Frame(sample[0].GetInt32())[pixel], ResultComparison.Number(sample[3]), 0);
                    }

                    break;
                case "object": tally.Limit(key, file.ObjectName == value.GetString() ? 0 : 1, 0); break;
                case "ra_obj": Known(tally, key, file.Position?.RightAscensionDegrees, value); break;
                case "dec_obj": Known(tally, key, file.Position?.DeclinationDegrees, value); break;
                case "corner_ccd_column": Known(tally, key, file.CornerColumn, value); break;
                case "corner_ccd_row": Known(tally, key, file.CornerRow, value); break;
                case "bjd_reference": tally.Compare(key, file.BjdReference, value.GetDouble(), 0); break;
                case "wcs_points":
                    foreach (var point in value.EnumerateArray())
                    {
                        var sky = file.Sky!.ToSky(point.GetProperty("col0based").GetDouble(), point.GetProperty("row0based").GetDouble());
                        tally.Compare("wcs ra", sky.RightAscensionDegrees, point.GetProperty("ra_deg").GetDouble(), 1e-9);
                        tally.Compare("wcs dec", sky.DeclinationDegrees, point.GetProperty("dec_deg").GetDouble(), 1e-9);
                    }

                    break;
                default: return CaseResult.Failed(title, $"no comparison is written for '{key}' of the reader");
            }
        }

        return tally.ToResult(title);
    }

    /// <summary>Compares a number exactly; what the file does not say must be null on both sides, or nothing be counted.</summary>
    static void Known(Tally tally, string key, double? actual, JsonElement expected)
    {
        if (expected.ValueKind == JsonValueKind.Null || actual is null) tally.Limit(key, actual is null && (expected.ValueKind == JsonValueKind.Null || ResultComparison.Number(expected) == 0) ? 0 : 1, 0);
        else tally.Compare(key, actual.Value, ResultComparison.Number(expected), 0);
    }

    public (VettingInput Input, int Cadences) Input(JsonElement run)
    {
        var ephemeris = RunParameters.Ephemeris(run);
        var policy = QualityPolicy.Named(run.GetProperty("quality_policy").GetString()!, file.Mission);
        var selection = policy.Apply(file.Pixels, file.Mission, ephemeris);
        var pixels = RunParameters.IsWithheld(run, "aperture_mask") ? selection.Pixels.WithAperture(null) : selection.Pixels;
        return (RunParameters.Input(run, ephemeris, pixels), pixels.CadenceCount);
    }
}

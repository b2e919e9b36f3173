using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Roman;
using Nocturne.Core.Yaml;

namespace Nocturne.Conformance.Roman;

/// <summary>Compares the summary of a scene: counts, offsets, histograms, curves of encircled energy.</summary>
static class SceneSummary
{
    public static void Counts(Scene scene, ScienceImage image, CaseCheck check)
    {
        using var document = scene.Summary();
        var expected = document.RootElement;
        double Of(string name) => expected.GetProperty(name).GetDouble();
        var mode = expected.TryGetProperty("mode", out var text) && text.GetString()!.StartsWith("document", StringComparison.Ordinal) ? NumberMode.ArrayType : NumberMode.Double;
        var photometry = ScenePhotometry.Photometry(scene, image, scene.PathOf("area.asdf"), mode);
        var sources = scene.Sources(image);
        var targets = photometry.Locate(sources).ToArray();
        var stars = targets.Where(target => target.IsStar).ToArray();
        check.Same(sources.Count, (int)Of("n_catalog"), "n_catalog");
        check.Same(targets.Length, (int)Of("n_on_detector"), "n_on_detector");
        check.Same(stars.Length, (int)Of("n_stars"), "n_stars");
        check.Same(targets.Length - stars.Length, (int)Of("n_galaxies"), "n_galaxies");
        var inBox = Enumerable.Range(0, sources.Count).Count(row => image.Wcs.BoundingBox!.Value.Contains(image.Wcs.ToPixel(sources.Position(row))));
        if (expected.TryGetProperty("inside_bbox_but_rejected", out var rejected)) check.Same(inBox - targets.Length, rejected.GetInt32(), "inside_bbox_but_rejected");
        check.Same(image.Detector, expected.GetProperty("detector").GetString(), "detector");
        check.Same(image.OpticalElement, expected.GetProperty("optical_element").GetString(), "optical_element");
        var start = AsdfTime.Read(new YamlScalar(expected.GetProperty("start_time").GetString()!), out _);
        check.Near(image.Start is { } begin && start is { } wanted ? begin.SecondsSince(wanted) : double.NaN, 0, 1e-6, "start_time");
        check.NearRelative(image.Calibration!.ZeroPoint, Of("zeropoint_mjy_sr_per_dn_s"), 1e-15, "zero point");
        check.NearRelative(image.Calibration.ZeroPointUncertainty, Of("zeropoint_uncertainty"), 1e-15, "its uncertainty");
        check.NearRelative(image.Calibration.PixelAreaSteradians, Of("pixel_area_sr"), 1e-15, "pixel area");
        check.NearRelative(photometry.EncircledFraction, Of("ee_at_3px"), 1e-12, "encircled energy");
        check.NearRelative(1 / photometry.EncircledFraction, Of("ee_correction"), 1e-12, "its correction");

        var measured = stars.Select(photometry.Measure).ToArray();
        var offsets = OffsetStatistics.Of(measured.Select(star => star.Offset));
        check.Near(offsets.Median, Of("offset_median"), 1e-8, "median offset");
        check.Near(offsets.Deviation, Of("offset_std"), 1e-8, "deviation of offsets");
        check.Same(offsets.Finite, (int)Of("offset_n_finite"), "number of offsets");
        var nonPositive = expected.GetProperty("n_flux_le_zero_or_nan");
        check.Same(measured.Count(star => star.Flux <= 0), nonPositive[0].GetInt32(), "fluxes that are not positive");
        check.Same(measured.Count(star => double.IsNaN(star.Flux)), nonPositive[1].GetInt32(), "fluxes that are NaN");

        var range = expected.GetProperty("hist_range");
        var bins = expected.GetProperty("hist_bins").GetInt32();
        foreach (var (key, isStar) in new[] { ("hist_stars", true), ("hist_galaxies", false) })
        {
            var counts = Histogram.Count(targets.Where(target => target.IsStar == isStar).Select(target => target.CatalogueMagnitude), range[0].GetDouble(), range[1].GetDouble(), bins);
            check.Same(string.Join(",", counts), string.Join(",", expected.GetProperty(key).EnumerateArray()), key);
        }

        if (!expected.TryGetProperty("catalog_values_overwritten_with_nan_by_gwcs_invert", out var overwritten)) return;
        var gwcs = new DetectorFootprint(image.Wcs, rule: AcceptanceRule.CornerRange);
        var outside = Enumerable.Range(0, sources.Count).Select(row => gwcs.IsOutsideCorners(sources.Position(row))).ToArray();
        check.Same(outside.Count(row => row.RightAscension), overwritten[0].GetInt32(), "right ascensions outside the corners");
        check.Same(outside.Count(row => row.Declination), overwritten[1].GetInt32(), "declinations outside the corners");
    }

    public static void Energy(Scene scene, ScienceImage image, CaseCheck check)
    {
        using var document = scene.Summary();
        var expected = document.RootElement;
        if (scene.Has("apcorr.asdf"))
            check.NearRelative(scene.Reference(image).At(3), expected.GetProperty("ee_at_3px").GetDouble(), 1e-9, "encircled energy of the reference file");
        if (!expected.TryGetProperty("ee_interpolation_arcsec", out var points)) return;
        var kinds = new[] { ("linear", CurveInterpolation.Linear), ("cubic_not_a_knot", CurveInterpolation.CubicNotAKnot), ("pchip", CurveInterpolation.Monotone) };
        foreach (var (key, kind) in kinds)
        {
            var energy = scene.Energy(kind);
            foreach (var (radius, value) in points.GetProperty("radius").EnumerateArray().Zip(points.GetProperty(key).EnumerateArray()))
                check.NearRelative(energy.At(radius.GetDouble() / EncircledEnergy.WfiPixelScale), value.GetDouble(), 1e-11, $"{key} at {radius} arcsec");
        }
    }

    public static void Growth(Scene scene, ScienceImage image, CaseCheck check)
    {
        using var document = scene.Summary();
        if (!document.RootElement.TryGetProperty("growth_curve", out var expected)) return;
        var mode = document.RootElement.GetProperty("mode").GetString()!.StartsWith("document", StringComparison.Ordinal) ? NumberMode.ArrayType : NumberMode.Double;
        var photometry = ScenePhotometry.Photometry(scene, image, scene.PathOf("area.asdf"), mode);
        var targets = photometry.Locate(scene.Sources(image)).ToArray();
        var radii = expected.GetProperty("radii_pix").EnumerateArray().Select(radius => radius.GetDouble()).ToArray();
        var ids = targets.Where(target => target.IsStar).Select((target, index) => (target.CatalogueRow, Id: index + 1)).ToDictionary(pair => pair.CatalogueRow, pair => pair.Id);
        if (GrowthCurve.Measure(photometry, targets, new() { Radii = radii }) is not { } curve)
        {
            check.Same(0, expected.GetProperty("star_ids").GetArrayLength(), "number of stars");
            return;
        }

        check.Same(string.Join(",", curve.Stars.Select(row => ids[row])), string.Join(",", expected.GetProperty("star_ids").EnumerateArray()), "stars of the growth curve");
        foreach (var (index, fraction) in expected.GetProperty("median_fraction").EnumerateArray().Index())
        {
            check.Worst("share", Math.Abs(curve.Fractions[index] - fraction.GetDouble()));
            check.Near(curve.Fractions[index], fraction.GetDouble(), 1e-8, $"median share at {radii[index]} pixels");
        }

        foreach (var (star, shares) in expected.GetProperty("per_star_fraction").EnumerateArray().Index())
        {
            foreach (var (index, share) in shares.EnumerateArray().Index())
            {
                if (star < curve.PerStar.Count) check.Near(curve.PerStar[star][index], share.GetDouble(), 1e-8, $"share of star {star} at {radii[index]} pixels");
            }
        }
    }
}

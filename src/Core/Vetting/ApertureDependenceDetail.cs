using System.Text.Json;

namespace Nocturne.Core.Vetting;

/// <summary>Everything that V10 knows: both forms.</summary>
/// <param name="Reference">The reference form.</param>
/// <param name="Refined">Nocturne's own form, if it could be had.</param>
public sealed record ApertureDependenceDetail(ApertureDependenceNumbers Reference, RefinedApertureNumbers? Refined) : IVettingDetail
{
    public void Write(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject("reference");
        json.WriteStartObject("depth_ppm_by_radius");
        foreach (var depth in Reference.Depths) VettingJson.Write(json, VettingJson.RadiusName(depth.Radius), depth.DepthPpm);
        json.WriteEndObject();
        json.WriteStartObject("drift_fraction_by_aperture");
        foreach (var depth in Reference.Depths) VettingJson.Write(json, VettingJson.RadiusName(depth.Radius), depth.Drift);
        json.WriteEndObject();
        VettingJson.Write(json, "background_annulus_radii_pixels", [Reference.Ring.Inner, Reference.Ring.Outer]);
        VettingJson.Write(json, "center_row_col", [Reference.Centre.Row, Reference.Centre.Column]);
        json.WriteNumber("n_cadences_total", Reference.CadencesTotal);
        json.WriteNumber("n_cadences_used", Reference.CadencesUsed);
        json.WriteNumber("n_cadences_dropped", Reference.CadencesTotal - Reference.CadencesUsed);
        json.WriteNumber("n_apertures_sector_fallback", Reference.SectorFallbacks);
        json.WriteStartObject("plot_data");
        json.WriteNumber("version", 1);
        VettingJson.Write(json, "aperture_radii_px", [.. Reference.Depths.Select(depth => depth.Radius)]);
        VettingJson.Write(json, "depths_ppm", [.. Reference.Depths.Select(depth => depth.DepthPpm)]);
        VettingJson.Write(json, "depth_errs_ppm", Reference.ScatterBars);
        json.WriteEndObject();
        json.WriteStartArray("transits");
        foreach (var group in Reference.Groups)
        {
            json.WriteStartObject();
            VettingJson.Write(json, "mid_time_btjd", group.MidTime);
            json.WriteNumber("n_in_transit", group.InTransit);
            json.WriteNumber("n_baseline", group.Baseline);
            json.WriteBoolean("used", group.IsUsed);
            if (group.IsProvisional) json.WriteBoolean("provisional", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        if (Refined is { } own) WriteRefined(json, own);
    }

    static void WriteRefined(Utf8JsonWriter json, RefinedApertureNumbers own)
    {
        json.WriteStartObject("refined");
        VettingJson.Write(json, "aperture_radii_px", own.Radii);
        VettingJson.Write(json, "depths_ppm", own.DepthsPpm);
        VettingJson.Write(json, "depth_errors_ppm", own.ErrorsPpm);
        VettingJson.Write(json, "baseline_flux", own.Baselines);
        json.WriteStartArray("transits");
        foreach (var transit in own.Transits)
        {
            json.WriteStartObject();
            json.WriteNumber("number", transit.Number);
            VettingJson.Write(json, "mid_time_btjd", transit.MidTime);
            VettingJson.Write(json, "depth_ppm", transit.DepthPpm);
            VettingJson.Write(json, "depth_error_ppm", transit.ErrorPpm);
            json.WriteNumber("n_in_transit", transit.InTransit);
            json.WriteNumber("n_baseline", transit.Baseline);
            if (transit.IsProvisional) json.WriteBoolean("provisional", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("hosts");
        foreach (var host in own.Hosts)
        {
            json.WriteStartObject();
            json.WriteString("name", host.Name);
            VettingJson.Write(json, "row", host.Place.Row);
            VettingJson.Write(json, "column", host.Place.Column);
            VettingJson.Write(json, "predicted_slope_ppm_per_pixel", host.PredictedSlopePpm);
            VettingJson.Write(json, "slope_deviation_sigma", host.SlopeDeviation);
            VettingJson.Write(json, "chi_square", host.ChiSquare);
            VettingJson.Write(json, "own_depth", host.OwnDepth);
            VettingJson.Write(json, "predicted_depths_ppm", host.PredictedDepthsPpm);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

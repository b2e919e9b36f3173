using Nocturne.Core.Alignment;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>The ledger as CSV: every frame that was seen, what became of it and why, and what was measured of it as a whole.</summary>
public static class FrameTable
{
    /// <summary>Writes the frames of all bands in order.</summary>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static void Write(NightReader night, string path) => AtomicFile.Write(path, file =>
    {
        using var text = new DelimitedText(file);
        text.Row(
            "band", "file", "plane", "state", "fault", "reason", "mjd_utc_start", "mjd_utc_mid", "bmjd_tdb_start", "bmjd_tdb_mid", "time_source",
            "exposure_s", "background", "background_rms", "transform_xx", "transform_xy", "transform_x0", "transform_yx", "transform_yy", "transform_y0",
            "matched_stars", "alignment_residual", "fwhm", "airmass", "placement", "transparency", "saturated_stars", "sky_state", "id");
        foreach (var frame in night.Bands.SelectMany(night.Frames))
        {
            var map = frame.Transform;
            text.Field(frame.Band.ToString()).Field(frame.File).Field(frame.Plane).Field(frame.State.ToString()).Field(frame.Fault.ToString())
                .Field(frame.Reason).Field(frame.StartUtc?.ToDouble()).Field(frame.MidUtc?.ToDouble()).Field(frame.BmjdTdbStart).Field(frame.BmjdTdbMid)
                .Field(frame.TimeSource).Field(frame.ExposureSeconds).Field(frame.BackgroundLevel).Field(frame.BackgroundRms)
                .Field(map?.Xx).Field(map?.Xy).Field(map?.X0).Field(map?.Yx).Field(map?.Yy).Field(map?.Y0)
                .Field(frame.MatchedStars).Field(frame.AlignmentResidual).Field(frame.Fwhm).Field(frame.Airmass)
                .Field(frame.Placement == PlacementKind.None ? null : frame.Placement.ToString()).Field(frame.Transparency).Field(frame.SaturatedStars)
                .Field(frame.Sky?.ToString()).Field(frame.Id)
                .EndRow();
        }
    });
}
